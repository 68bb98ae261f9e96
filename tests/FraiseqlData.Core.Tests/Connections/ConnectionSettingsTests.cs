using FraiseqlData.Connections;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class ConnectionSettingsTests
{
    [Fact]
    public void Keywords_of_libpq_become_those_of_npgsql()
    {
        var builder = ConnectionText.Parse(
            "host=db connect_timeout=7 options='-c search_path=a' application_name=x channel_binding=require gssencmode=disable "
            + "sslcert=c sslkey=k sslrootcert=r sslpassword=s keepalives=1 keepalives_idle=9 passfile=p load_balance_hosts=random "
            + "krbsrvname=pg sslnegotiation=direct tcp_user_timeout=5 client_encoding=latin1").ToBuilder();

        builder.Timeout.ShouldBe(7);
        builder.Options.ShouldBe("-c search_path=a");
        builder.ApplicationName.ShouldBe("x");
        builder.ChannelBinding.ShouldBe(ChannelBinding.Require);
        builder.GssEncryptionMode.ShouldBe(GssEncryptionMode.Disable);
        (builder.SslCertificate, builder.SslKey, builder.RootCertificate, builder.SslPassword).ShouldBe(("c", "k", "r", "s"));
        (builder.TcpKeepAlive, builder.TcpKeepAliveTime).ShouldBe((true, 9));
        (builder.Passfile, builder.LoadBalanceHosts, builder.KerberosServiceName).ShouldBe(("p", true, "pg"));
        builder.SslNegotiation.ShouldBe(SslNegotiation.Direct);
        builder.ClientEncoding.ShouldBe("UTF8");
    }

    [Theory]
    [InlineData("scram-sha-256", "ScramSHA256")]
    [InlineData("password,md5,gss,sspi,none", "Password,MD5,GSS,SSPI,None")]
    [InlineData("!password, !md5", "!Password,!MD5")]
    public void Ways_to_authenticate_are_spelt_as_npgsql_does(string libpq, string npgsql) =>
        new ConnectionSettings().With("require_auth", libpq).ToBuilder().RequireAuth.ShouldBe(npgsql);

    [Fact]
    public void Keywords_that_only_npgsql_has_are_kept()
    {
        var builder = ConnectionText.Parse("Host=db;Maximum Pool Size=7;Pooling=false;Command Timeout=9;Read Buffer Size=4096;Keepalive=3").ToBuilder();

        (builder.MaxPoolSize, builder.Pooling, builder.CommandTimeout, builder.ReadBufferSize, builder.KeepAlive).ShouldBe((7, false, 9, 4096, 3));
    }

    [Fact]
    public void Every_keyword_of_npgsql_is_understood()
    {
        var every = new NpgsqlConnectionStringBuilder();
        foreach (var property in typeof(NpgsqlConnectionStringBuilder).GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            if (property.GetCustomAttributes(inherit: false).All(a => a.GetType().Name != "NpgsqlConnectionStringPropertyAttribute")
                || property.IsDefined(typeof(ObsoleteAttribute), inherit: false))
                continue;
            property.SetValue(every, property.Name == "RequireAuth" ? "ScramSHA256" : property.PropertyType == typeof(string) ? "any" : property.GetValue(every));
        }
        every.Encoding = "UTF8";
        every.Host = "db";
        every.Count.ShouldBeGreaterThan(20);

        var settings = ConnectionText.Parse(every.ConnectionString);

        settings["host"].ShouldBe("db");
        settings["password"].ShouldBe("any");
        _ = settings.ToBuilder();
    }

    [Fact]
    public void Nothing_given_has_no_time_limit_on_commands_and_names_the_application()
    {
        var builder = new ConnectionSettings().ToBuilder();

        (builder.CommandTimeout, builder.ApplicationName, builder.PersistSecurityInfo, builder.IncludeErrorDetail).ShouldBe((0, "FraiseqlData", false, true));
    }

    [Fact]
    public void Secrets_cannot_be_asked_to_persist_in_the_session()
    {
        var builder = ConnectionText.Parse("Host=db;Persist Security Info=true;Log Parameters=true").ToBuilder();

        (builder.PersistSecurityInfo, builder.LogParameters).ShouldBe((false, false));
    }
}
