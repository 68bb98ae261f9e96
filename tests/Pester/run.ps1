#Requires -Version 7.4
<#
.SYNOPSIS
    Runs this suite on the module that the build has assembled in out/FraiseqlData.
.PARAMETER ReportPath
    A file that gets the results as JSON. Without it, Pester shows them.
.NOTES
    Exit codes: 0 the suite ran (with -ReportPath, whatever the results), 1 a test failed, 3 Pester is not found.
#>
[CmdletBinding()]
param([string] $ReportPath)
$ErrorActionPreference = 'Stop'

$pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 } | Sort-Object Version -Descending | Select-Object -First 1
if (-not $pester) {
    'Pester 5 or later is not found.'
    exit 3
}
Import-Module $pester.Path

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $ReportPath ? 'None' : 'Detailed'
$result = Invoke-Pester -Configuration $configuration

if ($ReportPath) {
    $broken = @($result.Containers) + @($result.FailedBlocks) | Where-Object { $_.ErrorRecord }
    @{
        # A container or a block has errors of its own where its discovery or its BeforeAll fails.
        Errors      = @($broken | ForEach-Object { "$_`: $(@($_.ErrorRecord) -join '; ')" })
        ServersLeft = @(Get-FqPostgres).Count
        Tests       = @($result.Tests | ForEach-Object {
                @{ File = Split-Path $_.ScriptBlock.File -Leaf; Name = $_.ExpandedPath; Result = "$($_.Result)"; Message = @($_.ErrorRecord) -join '; ' }
            })
    } | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $ReportPath
}
elseif ($result.Result -ne 'Passed') { exit 1 }
