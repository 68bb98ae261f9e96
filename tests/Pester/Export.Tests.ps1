BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -SqlPath $SampleSql
    $null = $server | Connect-FqDatabase
}

AfterAll { Stop-FqPostgres }

Describe 'Export-FqSeedSql' {
    BeforeEach {
        Clear-Sample $server
        $script:path = Join-Path $TestDrive seeds.sql
        Remove-Item $path -ErrorAction Ignore
    }

    It 'writes a script of <what> that gives the same rows' -ForEach @(
        @{ what = 'a plan'; export = { $plan | Export-FqSeedSql $path } }
        @{ what = 'built rows'; export = { $plan | Build-FqSeed | Export-FqSeedSql $path } }
        @{ what = 'a result'; export = { $plan | Invoke-FqSeed | Export-FqSeedSql $path } }
        @{ what = 'rows of a result'; export = { ($plan | Invoke-FqSeed).tb_organization | Export-FqSeedSql $path } }
        @{ what = 'passed rows'; export = { $plan | Invoke-FqSeed -PassThru | Export-FqSeedSql $path } }
    ) {
        $plan = New-FqSeedPlan | Add-FqTable tb_organization -Count 4 -Override @{ name = "O'Brien \ `"&`" Söhne`n" }
        & $export
        Clear-Sample $server
        Invoke-Sql $server (Get-Content $path -Raw)
        $query = "SELECT string_agg(o::text, '|' ORDER BY pk_organization) FROM tenant.tb_organization AS o"
        $loaded = Get-SqlValue $server $query

        Clear-Sample $server
        $null = $plan | Invoke-FqSeed
        $loaded | Should -BeExactly (Get-SqlValue $server $query)
    }

    It 'sets the sequence behind the rows' {
        New-FqSeedPlan | Add-FqTable tb_organization -Count 4 | Export-FqSeedSql $path
        Invoke-Sql $server (Get-Content $path -Raw)
        Get-SqlValue $server "SELECT nextval('tenant.tb_organization_pk_organization_seq')" | Should -Be 5
    }

    It 'outputs lines where no file is named' {
        $lines = New-FqSeedPlan | Add-FqTable tb_organization -Count 2 | Export-FqSeedSql
        $lines | Should -BeOfType string
        $lines | Should -Contain 'BEGIN;'
        $lines[-1] | Should -Be 'COMMIT;'
        Get-SqlValue $server 'SELECT count(*) FROM tenant.tb_organization' | Should -Be 0
    }

    It 'writes COPY for psql when it is asked to' {
        $text = (New-FqSeedPlan | Add-FqTable tb_organization -Count 2 | Export-FqSeedSql -Style Copy) -join "`n"
        $text | Should -Match 'COPY "tenant"\."tb_organization" \(.*\) FROM stdin;'
        $text | Should -Not -Match 'INSERT INTO'
    }

    It 'divides INSERT statements as it is told' {
        $text = (New-FqSeedPlan | Add-FqTable tb_organization -Count 10 | Export-FqSeedSql -RowsPerInsert 4) -join "`n"
        [regex]::Matches($text, 'INSERT INTO').Count | Should -Be 3
    }

    It 'writes relative to where PowerShell stands' {
        Push-Location $TestDrive
        try { New-FqSeedPlan | Add-FqTable tb_organization -Count 1 | Export-FqSeedSql seeds.sql }
        finally { Pop-Location }
        $path | Should -Exist
    }

    It 'writes nothing with -WhatIf' {
        New-FqSeedPlan | Add-FqTable tb_organization | Export-FqSeedSql $path -WhatIf
        $path | Should -Not -Exist
    }

    It 'leaves no file behind when it fails' {
        { New-FqSeedPlan | Add-FqTable tb_organization -Override @{ name = { throw 'no' } } | Export-FqSeedSql $path } |
            Should -Throw -ErrorId 'FqOverrideScriptFailed,FraiseqlData.Module.ExportFqSeedSqlCommand'
        Get-ChildItem $TestDrive -File | Should -BeNullOrEmpty
    }

    It 'fails with <id> for <what>' -ForEach @(
        @{ what = 'something else'; export = { 'text' | Export-FqSeedSql }; id = 'FqExportInput' }
        @{ what = 'two plans'; export = { $plan, $plan | Export-FqSeedSql }; id = 'FqExportInput' }
        @{ what = 'a plan without tables'; export = { New-FqSeedPlan | Export-FqSeedSql }; id = 'FqPlanEmpty' }
        @{ what = 'a folder that is not there'; export = { $plan | Export-FqSeedSql (Join-Path $TestDrive no such.sql) }; id = 'FqFileNotWritable' }
    ) {
        $plan = New-FqSeedPlan | Add-FqTable tb_organization -Count 1
        { & $export } | Should -Throw -ErrorId "$id,FraiseqlData.Module.ExportFqSeedSqlCommand"
    }
}
