using System.Management.Automation;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>Turns the engine's errors into PowerShell's.</summary>
static class ErrorRecords
{
    public static ErrorRecord From(FraiseqlDataException error) =>
        new(error, error.Id, Category(error.Kind), error.ErrorTarget)
        {
            ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = error.RecommendedAction },
        };

    /// <summary>An error that nobody foresaw.</summary>
    public static ErrorRecord Unexpected(Exception error) =>
        new(error, "FqUnexpected", ErrorCategory.NotSpecified, null)
        {
            ErrorDetails = new ErrorDetails($"{error.GetType().Name}: {error.Message}")
            {
                RecommendedAction = "This should not happen. Please report it with the output of: $Error[0].Exception.ToString()",
            },
        };

    static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.Authentication => ErrorCategory.AuthenticationError,
        ErrorKind.Permission => ErrorCategory.PermissionDenied,
        ErrorKind.InvalidData => ErrorCategory.InvalidData,
        ErrorKind.Resource => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidOperation,
    };
}
