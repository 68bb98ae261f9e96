BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:module = Get-Module FraiseqlData
}

Describe 'Module' {
    It 'is a valid module' {
        (Test-ModuleManifest (Join-Path $module.ModuleBase FraiseqlData.psd1)).Name | Should -Be FraiseqlData
    }

    It 'exports the cmdlets of its manifest, and nothing else' {
        $manifest = Import-PowerShellDataFile (Join-Path $module.ModuleBase FraiseqlData.psd1)
        $exported = $module.ExportedCommands.Values

        ($exported.Name | Sort-Object) | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $exported.CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'uses approved verbs' {
        $module.ExportedCommands.Values.Verb | Sort-Object -Unique | Should -BeIn (Get-Verb).Verb
    }

    It 'is imported again without harm' {
        Import-Module (Join-Path $module.ModuleBase FraiseqlData.psd1) -Force
        "$(New-FqSeedPlan)" | Should -Be 'an empty seed plan'
    }

    It 'works in runspaces side by side' {
        $path = Join-Path $module.ModuleBase FraiseqlData.psd1
        $plans = 1..4 | ForEach-Object -Parallel { Import-Module $using:path; "$(New-FqSeedPlan -Seed $_)" }
        $plans | Should -Be (@('an empty seed plan') * 4)
    }

    It 'shows no engine assembly to the session' {
        $null = Get-FqConnection
        $engine = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'FraiseqlData.Core', 'Npgsql' }
        $engine | Should -Not -BeNullOrEmpty
        $engine | ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_) } |
            Should -Not -Contain ([System.Runtime.Loader.AssemblyLoadContext]::Default)
    }

    It 'has help for every cmdlet' {
        foreach ($cmdlet in $module.ExportedCommands.Keys) {
            $help = Get-Help $cmdlet
            $help.description.Text | Should -Not -BeNullOrEmpty -Because $cmdlet
            @($help.examples.example).Count | Should -BeGreaterOrEqual 2 -Because $cmdlet
        }
    }

    It 'has the help topic <_>' -ForEach 'about_FraiseqlData', 'about_FraiseqlData_Connections', 'about_FraiseqlData_Overrides', 'about_FraiseqlData_Determinism' {
        Get-Help $_ | Should -BeLike "*$_*"
    }
}
