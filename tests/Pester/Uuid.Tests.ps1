BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -SqlPath $SampleSql
    $null = $server | Connect-FqDatabase
}

AfterAll { Stop-FqPostgres }

Describe 'Pattern UUIDs' {
    It 'are made, decoded and tested' {
        $id = New-FqUuid 012345 1 -Function 42 -Scenario 1000 -TestCase 15
        "$id" | Should -Be '01234521-0042-4100-8015-000000000001'
        $fields = $id | ConvertFrom-FqUuid
        $fields.TableCode | Should -Be '012345'
        $fields.SeedDir, $fields.Function, $fields.Scenario, $fields.TestCase, $fields.Instance | Should -Be 21, 42, 1000, 15, 1
        $fields | New-FqUuid | Should -Be $id
        $id | Test-FqUuid | Should -BeTrue
        [guid]::NewGuid() | Test-FqUuid | Should -BeFalse
    }

    It 'of rows name their table' {
        $seeds = New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 2 | Invoke-FqSeed
        $decoded = $seeds.tb_manufacturer | ConvertFrom-FqUuid
        "$($decoded[1].Table)" | Should -Be catalog.tb_manufacturer
        $decoded.Instance | Should -Be 1001, 1002
        $decoded | Out-String | Should -Match 'Table\s+Instance\s+Scenario\s.*\sSeedDir\s+TableCode'
    }

    It 'are named by the database of the environment where none is connected' {
        $id = (New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 1 | Invoke-FqSeed).tb_manufacturer[0].id
        $decode = "Import-Module '$((Get-Module FraiseqlData).Path)'; (ConvertFrom-FqUuid $id).Table -join ' '"
        $before = $env:DATABASE_URL
        try {
            $env:DATABASE_URL = $server.GetUri()
            pwsh -NoProfile -Command $decode | Should -Be catalog.tb_manufacturer
            $env:DATABASE_URL = 'postgresql://nobody@localhost:1/nothing'
            pwsh -NoProfile -Command $decode | Should -BeNullOrEmpty
        }
        finally { $env:DATABASE_URL = $before }
    }

    It 'take codes of a file and of a comment' {
        $file = Join-Path $TestDrive codes.yaml
        Set-Content $file 'catalog.tb_model: "013210"'
        Invoke-Sql $server "COMMENT ON TABLE catalog.tb_machine IS 'fraiseql: table_code=000077'"
        $seeds = New-FqSeedPlan -TableCodeFile $file | Add-FqTable tb_machine -Count 3 | Add-FqTable tb_model -Count 1 | Invoke-FqSeed
        "$($seeds.tb_machine[0].id)" | Should -Match '^00007721-'
        "$($seeds.tb_model[0].id)" | Should -Match '^01321021-'
    }

    It 'stay apart over runs and workers' {
        Clear-Sample $server
        foreach ($round in 1..3) { $null = New-FqSeedPlan | Add-FqTable tb_organization -Count 4 | Invoke-FqSeed }
        foreach ($worker in 1..2) { $null = New-FqSeedPlan -Worker $worker -WorkerCount 2 | Add-FqTable tb_organization -Count 4 | Invoke-FqSeed }
        Get-SqlValue $server "SELECT count(DISTINCT id) || ' ' || count(DISTINCT identifier) FROM tenant.tb_organization" | Should -Be '20 20'
    }
}

Describe 'Identifiers' {
    It 'follow a template' {
        $seeds = New-FqSeedPlan -Scenario 255 -IdentifierTemplate '{entity}-{scenario:x4}-{instance:d5}' | Add-FqTable tb_organization -Count 1 | Invoke-FqSeed
        $seeds.tb_organization[0].identifier | Should -Match '^organization-00ff-\d{5,}$'
    }
}
