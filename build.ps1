#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests and packs FraiseqlData.
.DESCRIPTION
    For people with pwsh. Each task calls dotnet (or Pester, or PlatyPS) and stops at the first failure; everything it does
    can be done with dotnet alone.
.PARAMETER Task
    Build: out/FraiseqlData, ready for Import-Module; in Release its engine is compiled ahead of time for this platform. Test: all tests; Pester's too, where it is installed. Help: the
    module's help from docs/help (needs Microsoft.PowerShell.PlatyPS). Pack: packages in out/packages. Bench: the benchmarks.
.PARAMETER Configuration
    The configuration of dotnet.
.EXAMPLE
    ./build.ps1; Import-Module ./out/FraiseqlData
.EXAMPLE
    ./build.ps1 Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Help', 'Pack', 'Bench')]
    [string[]]$Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string]$Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Push-Location $PSScriptRoot

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $args ended with code $LASTEXITCODE."
    }
}

$tasks = @{
    Build = {
        Invoke-Dotnet build FraiseqlData.slnx --configuration $Configuration --verbosity quiet --nologo
        if ($Configuration -eq 'Release') {
            Invoke-Dotnet publish src/FraiseqlData.Native --configuration Release --verbosity quiet --nologo
        }
    }

    Test  = { Invoke-Dotnet test --solution FraiseqlData.slnx --configuration $Configuration }

    Help  = {
        & (Join-Path $PSScriptRoot 'docs/help/make.ps1')
        & $tasks.Build
    }

    Pack  = {
        & $tasks.Build
        foreach ($platform in 'linux-x64', 'linux-arm64', 'win-x64', 'osx-arm64') {
            Invoke-Dotnet publish src/FraiseqlData.Native --configuration Release --runtime $platform --verbosity quiet --nologo
        }
        $packages = New-Item -ItemType Directory -Force -Path (Join-Path $PSScriptRoot 'out/packages')
        Invoke-Dotnet pack src/FraiseqlData.Core --configuration $Configuration --output $packages --nologo
        Invoke-Dotnet pack src/FraiseqlData.Cli --configuration $Configuration --output $packages --nologo
        $version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'FraiseqlData.psd1')).ModuleVersion
        Compress-Archive -Path (Join-Path $PSScriptRoot 'out/FraiseqlData') -DestinationPath (Join-Path $packages "FraiseqlData.$version.zip") -Force
    }

    Bench = { Invoke-Dotnet run --project bench/FraiseqlData.Benchmarks --configuration Release }
}

try {
    foreach ($name in $Task) {
        & $tasks[$name]
    }
}
finally {
    Pop-Location
}
