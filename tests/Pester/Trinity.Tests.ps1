BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -SqlPath $SampleSql
    $null = $server | Connect-FqDatabase
    Invoke-Sql $server @'
CREATE SCHEMA deviating;
CREATE TABLE deviating.tb_room (pk_room serial PRIMARY KEY, id uuid UNIQUE, identifier text NOT NULL);
'@
}

AfterAll { Stop-FqPostgres }

Describe 'Test-FqTrinity' {
    It 'is true for the sample and false for a schema that deviates' {
        Test-FqTrinity -Schema catalog, tenant | Should -BeTrue
        Test-FqTrinity -Schema deviating | Should -BeFalse
    }

    It 'says what deviates' {
        (Test-FqTrinity tb_room -Detailed).Rule | Should -Be KeyNotIdentity, IdDefault, IdNullable, IdentifierNotUnique
    }

    It 'shows findings as a table' {
        Test-FqTrinity tb_room -Detailed | Out-String | Should -Match '(?s)Severity\s+Table\s+Column\s+Rule\s+Message.*Warning\s+deviating.tb_room\s+pk_room\s+KeyNotIdentity'
    }

    It 'gives statements that mend it' {
        foreach ($finding in Test-FqTrinity tb_room -Detailed) { Invoke-Sql $server $finding.Ddl }
        Test-FqTrinity tb_room | Should -BeTrue
        New-FqSeedPlan | Add-FqTable tb_room -Count 3 | Invoke-FqSeed | Select-Object -ExpandProperty Count | Should -Be 3
    }
}
