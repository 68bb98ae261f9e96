# Dot-sourced by the BeforeAll of each file: the module that the build has assembled, and what several files need.
Import-Module (Join-Path $PSScriptRoot .. .. out FraiseqlData FraiseqlData.psd1)

$SampleSql = Join-Path $PSScriptRoot .. .. samples fraiseql-sample.sql

function Invoke-Sql([object] $Server, [string] $Sql) { $null = $Server.RunScriptAsync($Sql).GetAwaiter().GetResult() }

# The module has no command that queries; a server's error can carry a value as well.
function Get-SqlValue([object] $Server, [string] $Query) {
    try { Invoke-Sql $Server "DO `$fq`$ BEGIN RAISE EXCEPTION '<<%>>', ($Query); END `$fq`$" }
    catch {
        if ("$_" -match '(?s)<<(.*)>>') { return $Matches[1] }
        throw
    }
}

function Clear-Sample([object] $Server) {
    Invoke-Sql $Server 'TRUNCATE catalog.tb_manufacturer, tenant.tb_organization RESTART IDENTITY CASCADE'
}
