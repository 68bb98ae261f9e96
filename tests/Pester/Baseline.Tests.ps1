BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -SqlPath $SampleSql
    $null = $server | Connect-FqDatabase
    $script:db = Join-Path $TestDrive db
    $null = New-Item $db -ItemType Directory
    Set-Content (Join-Path $db seed_common.yaml) @'
baseline:
  tb_manufacturer: 3
tb_organization:
  - { identifier: acme, name: Acme, contact_email: hello@acme.test }
tb_location:
  - { identifier: hq, name: Head office, fk_organization: acme }
  - { identifier: lab, name: Laboratory, fk_organization: 1, fk_parent_location: hq }
'@
    Set-Content (Join-Path $db seed_common.broken.yaml) 'tb_location: [{ identifier: hq, nam: x, fk_organization: 1 }]'
}

AfterAll { Stop-FqPostgres }

Describe 'A baseline' {
    It 'is tested' {
        Test-FqBaseline $db | Should -BeTrue
    }

    It 'has a variant for an environment' {
        $env:FRAISEQL_ENV = 'broken'
        try {
            Test-FqBaseline $db | Should -BeFalse
            Test-FqBaseline $db -Detailed | Should -HaveCount 3
            { Import-FqBaseline $db } | Should -Throw -ErrorId 'FqBaselineInvalid*'
        }
        finally { Remove-Item env:FRAISEQL_ENV }
    }

    It 'is inserted once' {
        (Invoke-FqBaseline $db).IsInserted | Should -Not -Contain $false
        (Invoke-FqBaseline $db).IsInserted | Should -Not -Contain $true
        Get-SqlValue $server "SELECT string_agg(right(id::text, 4), ' ' ORDER BY id) FROM catalog.tb_manufacturer" | Should -Be '0001 0002 0003'
    }

    It 'is what test data refers to' {
        $null = New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 5 | Invoke-FqSeed
        $null = New-FqSeedPlan -Baseline $db | Add-FqTable tb_model -Count 20 | Invoke-FqSeed
        Get-SqlValue $server "SELECT count(DISTINCT right(m.id::text, 12)) FROM catalog.tb_model JOIN catalog.tb_manufacturer m ON pk_manufacturer = fk_manufacturer WHERE right(m.id::text, 12) > '000000001000'" | Should -Be 0
    }

    It 'is refused where the database holds another one' {
        Invoke-Sql $server "UPDATE tenant.tb_organization SET name = 'Other' WHERE identifier = 'acme'"
        { Invoke-FqBaseline $db } | Should -Throw -ErrorId 'FqBaselineDrifted*'
    }
}

Describe 'Read models' {
    It 'show the rows of a run' {
        $seeds = New-FqSeedPlan | Add-FqTable tb_model -Count 2 | Invoke-FqSeed
        "$($seeds.ReadModels)" | Should -Be 'catalog.tv_model (by catalog.fn_sync_tv_model)'
        Get-SqlValue $server "SELECT count(*) FROM catalog.tv_model WHERE id IN ('$($seeds.tb_model.id -join "','")')" | Should -Be 2
    }
}
