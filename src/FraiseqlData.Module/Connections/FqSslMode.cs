namespace FraiseqlData.Module;

/// <summary>How TLS is used, as libpq's <c>sslmode</c>.</summary>
public enum FqSslMode
{
    /// <summary>Never.</summary>
    Disable,
    /// <summary>Only where the server insists.</summary>
    Allow,
    /// <summary>Where the server offers it.</summary>
    Prefer,
    /// <summary>Always, without checking the certificate.</summary>
    Require,
    /// <summary>Always; the certificate's issuer is checked.</summary>
    VerifyCA,
    /// <summary>Always; the certificate's issuer and host name are checked.</summary>
    VerifyFull,
}

static class FqSslModes
{
    /// <summary>libpq's word.</summary>
    public static string Keyword(FqSslMode mode) => mode switch
    {
        FqSslMode.VerifyCA => "verify-ca",
        FqSslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
