BeforeAll {
    . $PSScriptRoot/common.ps1
    $schema = Join-Path $TestDrive unfillable.sql
    Set-Content $schema @'
CREATE TABLE never (id int PRIMARY KEY, CONSTRAINT no_row CHECK (false));
CREATE TABLE child (id int PRIMARY KEY, never_id int NOT NULL REFERENCES never);
CREATE TABLE fine (id int PRIMARY KEY, never_id int REFERENCES never);
CREATE TABLE sliced (id int NOT NULL) PARTITION BY HASH (id);
'@
    $script:server = Start-FqPostgres -SqlPath $schema
    $null = $server | Connect-FqDatabase
}

AfterAll { Stop-FqPostgres }

Describe 'Test-FqSeedPlan' {
    It 'is <expected> for <table>' -ForEach @(
        @{ table = 'fine'; expected = $true }
        @{ table = 'child'; expected = $false }
        @{ table = '*'; expected = $false }
    ) {
        New-FqSeedPlan | Add-FqTable $table -Count 3 | Test-FqSeedPlan -WarningAction Ignore | Should -Be $expected
    }

    It 'says why and what to do' {
        $finding = New-FqSeedPlan | Add-FqTable child | Test-FqSeedPlan -Detailed | Where-Object { $_.Table.Name -eq 'child' }
        $finding.Fillable | Should -BeFalse
        $finding.Cause.Name | Should -Be never
        $finding.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'shows a table' {
        New-FqSeedPlan | Add-FqTable fine | Test-FqSeedPlan -Detailed -WarningAction Ignore | Out-String | Should -Match '(?s)Table\s+Fillable\s+Rows\s+Capacity\s+Reason.*public.fine\s+True\s+10'
    }

    It 'takes a partition that would be made into account' {
        New-FqSeedPlan | Add-FqTable sliced | Test-FqSeedPlan | Should -BeFalse
        New-FqSeedPlan -CreatePartition | Add-FqTable sliced | Test-FqSeedPlan | Should -BeTrue
    }
}

Describe 'Invoke-FqSeed -SkipUnfillable' {
    It 'fills the rest, lists what it left, and warns once' {
        $seeds = New-FqSeedPlan | Add-FqTable * -Count 3 | Invoke-FqSeed -SkipUnfillable -CreatePartition -WarningVariable said -WarningAction SilentlyContinue
        $seeds.Skipped.Name.Name | Should -Be child, never
        $seeds.NewPartitions.Name.Name | Should -Be sliced_default
        $said | Should -HaveCount 1
        $seeds.Count | Should -Be 6
    }
}
