BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -SqlPath $SampleSql
    $null = $server | Connect-FqDatabase
}

AfterAll { Stop-FqPostgres }

Describe 'New-FqSeedPlan' {
    It 'starts an empty plan with the defaults' {
        $plan = New-FqSeedPlan
        $plan.Entries | Should -BeNullOrEmpty
        $plan.Options.Seed | Should -Be 42
        $plan.Options.Locale | Should -Be en
        $plan.Options.NullRatio | Should -Be 0.1
        $plan.Options.ReferenceDate | Should -Be ([datetime]'2026-01-01')
        "$($plan.Connection)" | Should -Be "$($server.Connection)"
    }

    It 'takes its options' {
        $plan = New-FqSeedPlan -Schema catalog -Seed 7 -Locale fr -NullRatio 0.5 -ReferenceDate 2024-06-01 -ParentCount @{ tb_model = 3 }
        $plan.Options.Seed | Should -Be 7
        $plan.Options.Schemas | Should -Be catalog
        $plan.Options.ParentCounts['tb_model'] | Should -Be 3
    }

    It 'refuses a share of NULLs above 1' {
        { New-FqSeedPlan -NullRatio 1.5 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,FraiseqlData.Module.NewFqSeedPlanCommand'
    }

    It 'takes one connection' {
        { New-FqSeedPlan -Connection $server, $server } | Should -Throw -ErrorId 'FqConnectionNotSingle,FraiseqlData.Module.NewFqSeedPlanCommand'
    }
}

Describe 'Add-FqTable' {
    It 'leaves the plan that it was given as it was' {
        $base = New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 3
        $more = $base | Add-FqTable tb_model -Count 12
        "$base; $more" | Should -Be 'tb_manufacturer x 3; tb_manufacturer x 3, tb_model x 12'
    }

    It 'adds one entry for each name' {
        (New-FqSeedPlan | Add-FqTable tb_model, tb_machine -Count 2).Entries.Pattern | Should -Be tb_model, tb_machine
    }

    It 'fails with <id> for <what>' -ForEach @(
        @{ what = 'a misspelt table'; arguments = @{ Table = 'tb_modl' }; id = 'FqTableNotFound'; words = '*tb_model*' }
        @{ what = 'a pattern that matches nothing'; arguments = @{ Table = 'x*' }; id = 'FqTableNotFound'; words = '*x**' }
        @{ what = 'a misspelt schema'; arguments = @{ Table = 'catalg.tb_model' }; id = 'FqSchemaNotFound'; words = '*catalog*' }
        @{ what = 'a view'; arguments = @{ Table = 'v_machine' }; id = 'FqTableNotFillable'; words = '*view*' }
        @{ what = 'a misspelt column'; arguments = @{ Table = 'tb_model'; Override = @{ nme = 1 } }; id = 'FqColumnNotFound'; words = "*'name'*" }
        @{ what = 'a count of zero'; arguments = @{ Table = 'tb_model'; Count = 0 }; id = 'FqCountOutOfRange'; words = '*0*' }
        @{ what = 'an absurd count'; arguments = @{ Table = 'tb_model'; Count = 1e30 }; id = 'FqCountOutOfRange'; words = '*tb_model*' }
        @{ what = 'a key for two names'; arguments = @{ Table = 'tb_model', 'tb_machine'; Key = 'x' }; id = 'FqKeyNotSingle'; words = "*'x'*" }
        @{ what = 'two instructions'; arguments = @{ Table = 'tb_model'; Override = @{ name = @{ value = 1; values = 2 } } }; id = 'FqOverrideInvalid'; words = "*'name'*" }
        @{ what = 'rows that differ'; arguments = @{ Table = 'tb_model'; Row = @{ name = 'a' }, @{ description = 'b' } }; id = 'FqRowsUneven'; words = '*Row 2*' }
    ) {
        $failure = { New-FqSeedPlan | Add-FqTable @arguments } | Should -Throw -ErrorId "$id,FraiseqlData.Module.AddFqTableCommand" -PassThru
        "$failure" | Should -BeLike $words
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'does not give a key twice' {
        { New-FqSeedPlan | Add-FqTable tb_model -Key a | Add-FqTable tb_machine -Key A } |
            Should -Throw -ErrorId 'FqKeyTaken,FraiseqlData.Module.AddFqTableCommand'
    }
}

Describe 'Remove-FqPlanTable' {
    BeforeAll { $script:plan = New-FqSeedPlan | Add-FqTable tb_model -Key models | Add-FqTable tb_machine }

    It 'removes by <by>' -ForEach @(
        @{ by = 'key'; name = 'models'; left = 'tb_machine x 10' }
        @{ by = 'name, ignoring case'; name = 'TB_MACHINE'; left = 'tb_model x 10' }
    ) {
        "$($plan | Remove-FqPlanTable $name)" | Should -Be $left
        "$plan" | Should -Be 'tb_model x 10, tb_machine x 10'
    }

    It 'says what the plan has, for an entry that it has not' {
        { $plan | Remove-FqPlanTable tb_location } | Should -Throw -ErrorId 'FqPlanEntryNotFound,FraiseqlData.Module.RemoveFqPlanTableCommand' -ExpectedMessage '*tb_model x 10*'
    }
}

Describe 'Resolve-FqSeedPlan' {
    It 'says order, counts, added parents and why' {
        $tables = New-FqSeedPlan | Add-FqTable tb_machine -Count 20 | Resolve-FqSeedPlan
        $tables | ForEach-Object { "$($_.Table)" } | Should -Be catalog.tb_manufacturer, catalog.tb_model, catalog.tb_machine
        $tables.Count | Should -Be 3
        $tables.ForEach('Count') | Should -Be 1, 4, 20
        $tables.IsAddedParent | Should -Be $true, $true, $false
        $tables[0].Reason | Should -Match 'needed by catalog.tb_model'
    }

    It 'takes counts of added parents, its own before those of the plan' {
        $tables = New-FqSeedPlan -ParentCount @{ tb_model = 2; tb_manufacturer = 2 } | Add-FqTable tb_machine -Count 20 | Resolve-FqSeedPlan -ParentCount @{ tb_model = 8 }
        $tables.ForEach('Count') | Should -Be 2, 8, 20
    }

    It 'selects with wildcards, schemas and exclusions, and says what was left out' {
        $tables = New-FqSeedPlan catalog | Add-FqTable * -Exclude tb_machine -Count 3 | Resolve-FqSeedPlan -Verbose 4>&1
        $tables | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] } | ForEach-Object { "$($_.Table)" } |
            Should -Be catalog.tb_manufacturer, catalog.tb_model
        "$($tables | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })" | Should -BeLike '*catalog.tv_model (a FraiseQL read model)*catalog.v_machine (a view)*'
    }

    It 'is an error for a plan without tables' {
        { New-FqSeedPlan | Resolve-FqSeedPlan } | Should -Throw -ErrorId 'FqPlanEmpty,FraiseqlData.Module.ResolveFqSeedPlanCommand'
    }

    It 'writes nothing' {
        Get-SqlValue $server 'SELECT count(*) FROM catalog.tb_manufacturer' | Should -Be 0
    }
}

Describe 'Build-FqSeed' {
    It 'gives rows with their parents, and writes nothing' {
        $rows = @(New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Build-FqSeed)
        $rows.ForEach{ $_.PSObject.TypeNames[0] } | Should -Be (@('FraiseqlData.Row#catalog.tb_manufacturer') + @('FraiseqlData.Row#catalog.tb_model') * 3)
        $rows[1].identifier | Should -Match '-001001$'
        $rows[1].id | Should -Match '^\d{8}-0000-4000-8000-000000001001$'
        Get-SqlValue $server 'SELECT count(*) FROM catalog.tb_model' | Should -Be 0
    }

    It 'gives the same rows for the same seed, others for another' {
        $build = { param($Seed) New-FqSeedPlan -Seed $Seed | Add-FqTable tb_organization -Count 5 | Build-FqSeed | ConvertTo-Json -Depth 3 }
        & $build 7 | Should -Be (& $build 7)
        & $build 7 | Should -Not -Be (& $build 8)
    }

    It 'changes no row when there are more of them, or more tables' {
        $names = { param($Plan) $Plan | Build-FqSeed | Where-Object contact_email | ForEach-Object { "$($_.name) $($_.contact_email)" } }
        $few = & $names (New-FqSeedPlan | Add-FqTable tb_organization -Count 5)
        $many = & $names (New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Add-FqTable tb_organization -Count 50)
        $many[0..4] | Should -Be $few
    }

    It 'stops when enough rows were taken' {
        @(New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 1000000 | Build-FqSeed | Select-Object -First 1).Count | Should -Be 1
        Get-SqlValue $server "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'" | Should -Be 0
    }
}
