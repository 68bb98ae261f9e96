using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class ConnectionTextTests
{
    [Theory]
    // URIs
    [InlineData("postgresql://", "ann@localhost:5432/ann")]
    [InlineData("postgres://db", "ann@db:5432/ann")]
    [InlineData("postgresql://db:6000", "ann@db:6000/ann")]
    [InlineData("postgresql://db/shop", "ann@db:5432/shop")]
    [InlineData("postgresql://bob@db/shop", "bob@db:5432/shop")]
    [InlineData("postgresql://bob:pw@db:6000/shop?sslmode=require", "bob@db:6000/shop")]
    [InlineData("postgresql:///shop?host=db&port=6000&user=bob", "bob@db:6000/shop")]
    [InlineData("postgresql://db?dbname=shop", "ann@db:5432/shop")]
    [InlineData("postgresql://[2001:db8::1]:6000/shop", "ann@[2001:db8::1]:6000/shop")]
    [InlineData("postgresql://[::1]/shop", "ann@[::1]:5432/shop")]
    [InlineData("postgresql://%2Fvar%2Flib%2Fpg/shop", "ann@/var/lib/pg:5432/shop")]
    [InlineData("postgresql://a:6001,b:6002/shop", "ann@a:6001,b:6002/shop")]
    [InlineData("postgresql://a,b:6002/shop?target_session_attrs=any", "ann@a:5432,b:6002/shop")]
    [InlineData("postgresql://b%C3%B6b:p%40ss@db/sh%20op", "böb@db:5432/sh op")]
    [InlineData("postgresql://bob:p@ss@db/shop", "bob@db:5432/shop")]
    [InlineData("postgresql+asyncpg://bob@db/shop", "bob@db:5432/shop")]
    [InlineData("POSTGRES://db/shop", "ann@db:5432/shop")]
    // keywords and values
    [InlineData("host=db dbname=shop", "ann@db:5432/shop")]
    [InlineData("host = db  port = 6000\ndbname='my shop' user='it\\'s'", "it's@db:6000/my shop")]
    [InlineData("dbname=shop", "ann@localhost:5432/shop")]
    [InlineData("host=a,b port=6001,6002", "ann@a:6001,b:6002/ann")]
    [InlineData("host=a,b port=6001", "ann@a:6001,b:6001/ann")]
    [InlineData("host=db hostaddr=10.0.0.7", "ann@10.0.0.7:5432/ann")]
    [InlineData("host=/srv/pg port=6000", "ann@/srv/pg:6000/ann")]
    [InlineData("host=db password=a;b;c dbname=shop", "ann@db:5432/shop")]
    [InlineData("password=a;b host=db dbname=shop", "ann@db:5432/shop")]
    [InlineData("host='' port='' dbname=shop", "ann@localhost:5432/shop")]
    // ADO.NET
    [InlineData("Host=db;Port=6000;Database=shop;Username=bob;Password=pw", "bob@db:6000/shop")]
    [InlineData("Server=db;User Id=bob;Pwd=pw;DB=shop", "bob@db:5432/shop")]
    [InlineData("host=db;database=shop", "ann@db:5432/shop")]
    [InlineData("host=db;dbname=shop;user=bob", "bob@db:5432/shop")]
    [InlineData("Host=db;", "ann@db:5432/ann")]
    [InlineData("Host = db ; Database = shop", "ann@db:5432/shop")]
    [InlineData("Password='a;b';Host=db;Database=shop", "ann@db:5432/shop")]
    [InlineData("Host=a:6001,b:6002;Database=shop", "ann@a:6001,b:6002/shop")]
    [InlineData("Application Name=x;Host=db", "ann@db:5432/ann")]
    [InlineData("Host=db;Maximum Pool Size=7;SSL Mode=VerifyFull", "ann@db:5432/ann")]
    public void Text_of_any_form_names_its_target(string text, string name) =>
        new FakeEnvironment().Resolve(text).Name.ShouldBe(name);

    [Theory]
    [InlineData("postgresql://bob:p%40s%2Fs@db/shop", "p@s/s")]
    [InlineData("postgresql://bob:p@ss@db/shop", "p@ss")]
    [InlineData("postgresql://bob:a?b@db/shop", "a?b")]
    [InlineData("postgresql://bob:a:b@db/shop", "a:b")]
    [InlineData("postgresql://bob:%C3%BC%F0%9F%8D%93@db", "ü🍓")]
    [InlineData("postgresql://bob:🍓%20@db", "🍓 ")]
    [InlineData("postgresql://bob:a+b@db", "a+b")]
    [InlineData("postgresql://db?password=x%26y", "x&y")]
    [InlineData("host=db password='a b\\'c\\\\'", "a b'c\\")]
    [InlineData("host=db password=a;b=c", "a;b=c")]
    [InlineData("password=a;b host=db dbname=shop", "a;b")]
    [InlineData("Host=db;Password=\"a;b\"\"c\"", "a;b\"c")]
    [InlineData("Host=db;Pwd=a=b", "a=b")]
    [InlineData("postgresql://bob:@db", null)]
    public void Text_with_a_password_keeps_it_exactly(string text, string? password) =>
        ConnectionText.Parse(text)["password"].ShouldBe(password);

    [Theory]
    [InlineData("sslmode=verify-full", "verify-full")]
    [InlineData("sslmode=disable", "disable")]
    [InlineData("SSL Mode=VerifyCA;Host=db", "verify-ca")]
    [InlineData("SSL Mode=Require;Host=db", "require")]
    [InlineData("postgres://db?sslmode=allow", "allow")]
    [InlineData("postgres://db?ssl=true", "require")]
    [InlineData("host=db sslrootcert=system", "verify-full")]
    [InlineData("host=db", "prefer")]
    public void Sslmode_is_read_in_every_form(string text, string mode) =>
        new FakeEnvironment().Resolve(text).SslMode.ShouldBe(mode);

    [Theory]
    [InlineData("shop")]
    [InlineData("mysql://db/shop")]
    [InlineData("http://db?x=1")]
    [InlineData("postgresql://db:abc/shop")]
    [InlineData("postgresql://db:0/shop")]
    [InlineData("postgresql://db:65536/shop")]
    [InlineData("postgresql://a,b:1,c/shop?port=1,2")]
    [InlineData("postgresql://bob:p%4@db")]
    [InlineData("postgresql://bob:p%zz@db")]
    [InlineData("postgresql://bob:p%00@db")]
    [InlineData("postgresql://bob:p%FF@db")]
    [InlineData("postgresql://bob:12/34@db/shop")]
    [InlineData("postgresql://db?sslmode")]
    [InlineData("postgresql://db?schema=public")]
    [InlineData("host=db sslmode=maybe")]
    [InlineData("host=db sslmode=2")]
    [InlineData("host=db connect_timeout=soon")]
    [InlineData("host=db target_session_attrs=best")]
    [InlineData("host=db password='open")]
    [InlineData("host=db verbose")]
    [InlineData("hots=db dbname=shop")]
    [InlineData("host=db;password=a;b")]
    [InlineData("Host=db;Colour=red")]
    [InlineData("Host=db;Port=many")]
    [InlineData("Host=db;Maximum Pool Size=x")]
    [InlineData("")]
    public void Text_that_cannot_be_read_is_one_clear_error(string text)
    {
        var error = Should.Throw<FraiseqlDataException>(() => new FakeEnvironment().Resolve(text));

        error.Id.ShouldBe("FqConnectionInvalid");
        error.Kind.ShouldBe(ErrorKind.InvalidArgument);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("hots=db dbname=shop", "keyword 1 is unknown; did you mean host?")]
    [InlineData("Host=db;Databse=shop", "keyword 2 is unknown; did you mean Database?")]
    [InlineData("postgresql://db?sslmod=require", "of the query parameters, keyword 1 is unknown; did you mean sslmode?")]
    [InlineData("host=db sslmode=maybe", "the value of sslmode is not one that it can have")]
    public void Error_says_what_is_wrong_and_the_nearest_word(string text, string said) =>
        Should.Throw<FraiseqlDataException>(() => new FakeEnvironment().Resolve(text)).Message.ShouldContain(said);
}
