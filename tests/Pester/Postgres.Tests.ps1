BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -Database shop -SqlPath $SampleSql -Setting @{ work_mem = '7MB' }
}

AfterAll { Stop-FqPostgres }

Describe 'Start-FqPostgres' {
    It 'starts a server that runs' {
        $server.IsRunning | Should -BeTrue
        [version]$server.Version | Should -BeGreaterOrEqual ([version]'14.0')
        $server.Host | Should -Be 127.0.0.1
        Get-Process -Id $server.ProcessId | Should -Not -BeNullOrEmpty
    }

    It 'creates the database and runs the scripts in it' {
        (Get-FqSchema -Connection $server).Name | Should -Be catalog, tenant
        $server.Connection.Database | Should -Be shop
    }

    It 'takes settings' {
        Get-SqlValue $server "SELECT current_setting('work_mem')" | Should -Be 7MB
    }

    It 'shows its password only where it is asked for' {
        $password = ([uri]$server.GetUri()).UserInfo.Split(':')[1]
        $password.Length | Should -BeGreaterThan 16
        ($server, $server.Connection | Format-List * -Force | Out-String) | Should -Not -Match $password
        "$server" | Should -Not -Match $password
    }

    It 'leaves no server where a script fails' {
        $path = Join-Path $TestDrive broken.sql
        Set-Content $path 'CREATE TABLE a (no int); SELECT 1 / 0'
        { Start-FqPostgres -SqlPath $path } | Should -Throw
        @(Get-FqPostgres).Count | Should -Be 1
    }

    It 'names the folder that has no server programs' {
        { Start-FqPostgres -BinaryPath $TestDrive } | Should -Throw -ErrorId 'FqServerBinariesNotFound,FraiseqlData.Module.StartFqPostgresCommand'
    }
}

Describe 'Get-FqPostgres' {
    It 'lists the servers of this session' {
        (Get-FqPostgres).Port | Should -Be $server.Port
    }
}

Describe 'Stop-FqPostgres' {
    BeforeAll { $script:second = Start-FqPostgres }

    It 'does nothing with -WhatIf' {
        Stop-FqPostgres -WhatIf
        $server.IsRunning | Should -BeTrue
        $second.IsRunning | Should -BeTrue
    }

    It 'stops the one that it is given, deletes its data and forgets its connection' {
        $null = $second | Connect-FqDatabase
        $second | Stop-FqPostgres

        $second.IsRunning | Should -BeFalse
        Test-Path $second.DataDirectory | Should -BeFalse
        $server.IsRunning | Should -BeTrue
        (Get-FqConnection).Port | Should -Not -Be $second.Port
        @(Get-FqPostgres).Count | Should -Be 1
    }

    It 'passes over one that was stopped before' {
        { $second | Stop-FqPostgres } | Should -Not -Throw
    }
}
