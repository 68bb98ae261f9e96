namespace FraiseqlData.Errors;

/// <summary>What an error is about; PowerShell shows it as the error's category.</summary>
public enum ErrorKind
{
    /// <summary>An argument or a plan says something impossible.</summary>
    InvalidArgument,
    /// <summary>A named thing does not exist.</summary>
    NotFound,
    /// <summary>The server cannot be reached or the session was lost.</summary>
    Connection,
    /// <summary>The server refused the credentials.</summary>
    Authentication,
    /// <summary>The role lacks a privilege.</summary>
    Permission,
    /// <summary>A value does not fit its column or breaks a constraint.</summary>
    InvalidData,
    /// <summary>The server or machine ran out of a resource.</summary>
    Resource,
    /// <summary>The database is not in the state that the operation needs.</summary>
    InvalidOperation,
}

/// <summary>An error that a person can act on: what went wrong, where, and what to do.</summary>
public sealed class FraiseqlDataException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="id">The stable identifier, for example <c>FqTableNotFound</c>.</param>
    /// <param name="kind">What the error is about.</param>
    /// <param name="message">What went wrong and where, in one or two sentences, free of secrets.</param>
    /// <param name="action">What to do about it, or null where the message says it all.</param>
    /// <param name="target">The table, column or plan entry concerned, or null.</param>
    /// <param name="inner">The cause, or null.</param>
    public FraiseqlDataException(string id, ErrorKind kind, string message, string? action = null, object? target = null, Exception? inner = null)
        : base(message, inner) => (Id, Kind, RecommendedAction, ErrorTarget) = (id, kind, action, target);

    /// <summary>The stable identifier, always starting with <c>Fq</c>.</summary>
    public string Id { get; }

    /// <summary>What the error is about.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? RecommendedAction { get; }

    /// <summary>The table, column or plan entry concerned, or null.</summary>
    public object? ErrorTarget { get; }
}
