using FraiseqlData.Core.Tests.Infrastructure;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Sixteen schemas on which other seeders were tried: each gets twenty rows a table with no help, and the server confirms them.</summary>
public sealed class HardCasesTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    static readonly Dictionary<string, string> Cases = new()
    {
        ["self reference, nullable"] = "CREATE TABLE employee (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, manager int REFERENCES employee)",
        ["self reference, NOT NULL"] = "CREATE TABLE folder (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int NOT NULL REFERENCES folder)",
        ["circle with a nullable side"] = """
            CREATE TABLE department (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, head int);
            CREATE TABLE person (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, department int NOT NULL REFERENCES department);
            ALTER TABLE department ADD FOREIGN KEY (head) REFERENCES person;
            """,
        ["circle, NOT NULL, deferrable"] = """
            CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, contact int NOT NULL);
            CREATE TABLE contact (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account int NOT NULL REFERENCES account DEFERRABLE INITIALLY DEFERRED);
            ALTER TABLE account ADD FOREIGN KEY (contact) REFERENCES contact DEFERRABLE INITIALLY DEFERRED;
            """,
        ["composite foreign key"] = """
            CREATE TABLE place (country text, number int, name text NOT NULL, PRIMARY KEY (country, number));
            CREATE TABLE visit (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country text NOT NULL, number int NOT NULL, FOREIGN KEY (country, number) REFERENCES place);
            """,
        ["junction with a primary key of two foreign keys"] = """
            CREATE TABLE book (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE author (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE book_author (book int REFERENCES book, author int REFERENCES author, PRIMARY KEY (book, author));
            """,
        ["checks: IN, BETWEEN, one column not below another"] = """
            CREATE TABLE offer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text NOT NULL CHECK (state IN ('open', 'won', 'lost')),
              percent int NOT NULL CHECK (percent BETWEEN 5 AND 95), starts date NOT NULL, ends date NOT NULL, CHECK (ends >= starts));
            """,
        ["enum and domain with a check"] = """
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TABLE feeling (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood NOT NULL, strength positive NOT NULL);
            """,
        ["types that are seldom seen"] = """
            CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tags text[] NOT NULL, during tsrange NOT NULL, doc jsonb NOT NULL, address inet NOT NULL,
              raw bytea NOT NULL, lasts interval NOT NULL, price numeric(9,2) NOT NULL, flags bit(8) NOT NULL, markup xml NOT NULL);
            """,
        ["partitions by date"] = """
            CREATE TABLE reading (id int GENERATED ALWAYS AS IDENTITY, taken date NOT NULL, value real NOT NULL) PARTITION BY RANGE (taken);
            CREATE TABLE reading_q1 PARTITION OF reading FOR VALUES FROM ('2019-01-01') TO ('2019-04-01');
            CREATE TABLE reading_q2 PARTITION OF reading FOR VALUES FROM ('2019-04-01') TO ('2019-07-01');
            """,
        ["stored generated column"] = "CREATE TABLE line (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount int NOT NULL, price numeric(8,2) NOT NULL, total numeric GENERATED ALWAYS AS (amount * price) STORED)",
        ["short texts, one of them unique"] = "CREATE TABLE code (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, iso char(3) NOT NULL UNIQUE, short varchar(5) NOT NULL)",
        ["one to one by a uuid primary key that is a foreign key"] = """
            CREATE TABLE member (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
            CREATE TABLE profile (id uuid PRIMARY KEY REFERENCES member, bio text NOT NULL);
            """,
        ["exclusion of overlapping ranges"] = "CREATE TABLE booking (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, during tsrange NOT NULL, EXCLUDE USING gist (during WITH &&))",
        ["inheritance"] = """
            CREATE TABLE vehicle (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE TABLE truck (id int PRIMARY KEY, load int NOT NULL CHECK (load > 0)) INHERITS (vehicle);
            """,
        ["unique, NULLs not distinct"] = "CREATE TABLE slot (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, b text, UNIQUE NULLS NOT DISTINCT (a, b), UNIQUE NULLS NOT DISTINCT (b))",
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hard_case_is_filled_and_confirmed(string name)
    {
        var ddl = Cases[name];
        if (ddl.Contains("NULLS NOT DISTINCT", StringComparison.Ordinal))
            await PostgresServer.NeedAsync(15, "NULLS NOT DISTINCT");
        await database.ResetAsync(ddl);
        (await database.FillAsync(database.Plan(20), 20)).ShouldBeFull();
    }
}
