using FraiseqlData.Corpus.Filling;
using FraiseqlData.Errors;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Corpus.Tests;

public sealed class FailureTests
{
    [Theory]
    [InlineData("FqCheckContradiction", ErrorKind.InvalidData, true)]
    [InlineData("FqPartitionMissing", ErrorKind.InvalidOperation, true)]
    [InlineData("FqCheckUnsatisfied", ErrorKind.InvalidData, false)]
    [InlineData("FqPermissionDenied", ErrorKind.Permission, false)]
    public void Only_what_is_proved_about_the_data_counts_as_diagnosis(string id, ErrorKind kind, bool diagnosis) =>
        Failure.Of(new FraiseqlDataException(id, kind, "why")).ShouldBe(new Failure($"{id}: why", diagnosis));

    [Fact]
    public void Refusal_of_the_server_is_no_diagnosis() =>
        Failure.Of(new FraiseqlDataException("FqConstraintViolated", ErrorKind.InvalidData, "why", inner: new NpgsqlException())).IsDiagnosis.ShouldBeFalse();
}
