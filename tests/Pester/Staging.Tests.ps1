BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -SqlPath $SampleSql
    $null = $server | Connect-FqDatabase
}

AfterAll { Stop-FqPostgres }

Describe 'Staging' {
    It 'is told to be missing, made, and fits then' {
        Test-FqStagingSchema | Should -BeFalse
        Sync-FqStagingSchema -WhatIf
        Test-FqStagingSchema | Should -BeFalse
        (Sync-FqStagingSchema).Action | Sort-Object -Unique | Should -BeExactly Create
        Test-FqStagingSchema | Should -BeTrue
        Sync-FqStagingSchema | Should -BeNullOrEmpty
    }

    It 'takes the rows of a plan, and the result is the same object' {
        $null = Sync-FqStagingSchema
        $seeds = New-FqSeedPlan | Add-FqTable tb_allocation -Count 8 | Invoke-FqSeed -Backend Staging
        $seeds.tb_allocation.Count | Should -Be 8
        $seeds.tb_allocation[0].pk_allocation | Should -BeGreaterThan 0
        Get-SqlValue $server 'SELECT count(*) FROM staging.tb_allocation' | Should -Be 8
        Get-SqlValue $server 'SELECT count(*) FROM tenant.tb_allocation' | Should -Be 8
    }

    It 'finds what a migration has put out of date, and mends it' {
        $null = Sync-FqStagingSchema
        Invoke-Sql $server 'ALTER TABLE tenant.tb_organization ADD note text'
        (Test-FqStagingSchema tb_organization -Detailed).Rule | Should -BeExactly ColumnMissing, ResolverOutdated
        (Sync-FqStagingSchema).Target | Should -Contain staging.tb_organization.note
        Test-FqStagingSchema | Should -BeTrue
    }

    It 'is written as a script that says the same each time' {
        $path = Join-Path $TestDrive staging.sql
        Export-FqStagingSchema $path
        Get-Content $path | Should -BeExactly (Export-FqStagingSchema)
    }

    It 'gets its rows from numbered files' {
        $null = Sync-FqStagingSchema
        $folder = Join-Path $TestDrive seeds
        New-FqSeedPlan -Scenario 3 | Add-FqTable tb_organization -Count 3 | Export-FqSeedSql $folder -Staging -PerTable
        (Get-ChildItem $folder).Name | Should -BeExactly 001_tb_organization.sql, 002_resolve.sql
        $before = [int] (Get-SqlValue $server 'SELECT count(*) FROM tenant.tb_organization')
        foreach ($file in Get-ChildItem $folder) { Invoke-Sql $server (Get-Content $file -Raw) }
        Get-SqlValue $server 'SELECT count(*) FROM tenant.tb_organization' | Should -Be ($before + 3)
    }
}
