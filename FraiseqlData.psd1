@{
    RootModule           = 'FraiseqlData.Module.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '445bcc2e-b81f-43d1-bec9-b5deb101f6e1'
    Author               = 'FraiseqlData contributors'
    CompanyName          = 'FraiseqlData contributors'
    Copyright            = 'Copyright (c) 2026 FraiseqlData contributors. MIT licence.'
    Description          = 'Fills a PostgreSQL database with realistic, consistent seed data, knowing nothing but its live schema.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('FraiseqlData.format.ps1xml')
    TypesToProcess       = @('FraiseqlData.types.ps1xml')
    CmdletsToExport      = @(
        'Add-FqTable'
        'Build-FqSeed'
        'Connect-FqDatabase'
        'ConvertFrom-FqUuid'
        'Disconnect-FqDatabase'
        'Export-FqSeedSql'
        'Export-FqStagingSchema'
        'Get-FqColumnRule'
        'Get-FqConnection'
        'Get-FqGenerator'
        'Get-FqPostgres'
        'Get-FqSchema'
        'Get-FqTable'
        'Import-FqBaseline'
        'Invoke-FqBaseline'
        'Invoke-FqSeed'
        'New-FqReference'
        'New-FqSeedPlan'
        'New-FqUuid'
        'Register-FqGenerator'
        'Remove-FqPlanTable'
        'Resolve-FqSeedPlan'
        'Start-FqPostgres'
        'Stop-FqPostgres'
        'Sync-FqStagingSchema'
        'Test-FqBaseline'
        'Test-FqSeedPlan'
        'Test-FqStagingSchema'
        'Test-FqTrinity'
        'Test-FqUuid'
        'Unregister-FqGenerator'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'PostgreSQL', 'Seed', 'TestData', 'Faker', 'FraiseQL')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
