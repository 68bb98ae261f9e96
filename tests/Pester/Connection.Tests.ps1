BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:server = Start-FqPostgres -Database shop -SqlPath $SampleSql
    $script:uri = [uri]$server.GetUri()
    $script:password = $uri.UserInfo.Split(':')[1]
    $script:before = @{}
    Get-ChildItem env: | Where-Object Name -Match '^(PG|DATABASE_URL$|FRAISEQL_)' | ForEach-Object {
        $before[$_.Name] = $_.Value
        Remove-Item "env:$($_.Name)"
    }
}

AfterAll {
    Stop-FqPostgres
    foreach ($name in $before.Keys) { Set-Item "env:$name" $before[$name] }
}

Describe 'Connect-FqDatabase' {
    AfterEach { Disconnect-FqDatabase }

    It 'takes <form>' -ForEach @(
        @{ form = 'a URI'; text = 'postgresql://postgres:{1}@127.0.0.1:{0}/shop' }
        @{ form = 'a URI with the short scheme'; text = 'postgres://postgres:{1}@127.0.0.1:{0}/shop?sslmode=disable' }
        @{ form = 'keywords and values'; text = 'host=127.0.0.1 port={0} user=postgres password={1} dbname=shop' }
        @{ form = 'an ADO.NET connection string'; text = 'Host=127.0.0.1;Port={0};Username=postgres;Password={1};Database=shop' }
    ) {
        $connection = Connect-FqDatabase ($text -f $uri.Port, $password)
        $connection.Name | Should -Be "postgres@127.0.0.1:$($uri.Port)/shop"
        (Get-FqConnection).Name | Should -Be $connection.Name
    }

    It 'takes parts and a credential' {
        $credential = [pscredential]::new('postgres', (ConvertTo-SecureString $password -AsPlainText -Force))
        $connection = Connect-FqDatabase -HostName 127.0.0.1 -Port $uri.Port -Database shop -Credential $credential -SslMode Disable
        $connection.SslMode | Should -Be disable
        ($connection | Format-List * -Force | Out-String) | Should -Not -Match $password
    }

    It 'takes a service' {
        $env:PGSERVICEFILE = Join-Path $TestDrive pg_service.conf
        Set-Content $env:PGSERVICEFILE "[pester]", "host=127.0.0.1", "port=$($uri.Port)", "user=postgres", "password=$password", "dbname=shop"
        try { (Connect-FqDatabase -Service pester).Database | Should -Be shop }
        finally { Remove-Item env:PGSERVICEFILE }
    }

    It 'takes a throwaway server from the pipeline' {
        $other = Start-FqPostgres
        try { ($other | Connect-FqDatabase).Port | Should -Be $other.Port }
        finally { $other | Stop-FqPostgres }
    }

    It 'fails with <id>' -ForEach @(
        @{ text = 'postgresql://postgres:wrong@127.0.0.1:{0}/shop'; id = 'FqAuthenticationFailed' }
        @{ text = 'postgresql://postgres:{1}@127.0.0.1:{0}/missing'; id = 'FqDatabaseNotFound' }
        @{ text = 'postgresql://postgres:{1}@127.0.0.1:1/shop'; id = 'FqConnectionRefused' }
        @{ text = 'no connection at all, password {1}'; id = 'FqConnectionInvalid' }
    ) {
        $failure = { Connect-FqDatabase ($text -f $uri.Port, $password) } |
            Should -Throw -ErrorId "$id,FraiseqlData.Module.ConnectFqDatabaseCommand" -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        ($failure | Format-List * -Force | Out-String) | Should -Not -Match $password
    }
}

Describe 'Get-FqConnection' {
    AfterEach {
        Disconnect-FqDatabase
        Remove-Item env:PGHOST, env:PGPORT, env:PGDATABASE, env:PGUSER, env:DATABASE_URL, env:FRAISEQL_DATABASE_URL -ErrorAction Ignore
    }

    It 'prefers what is closer to the user' {
        $env:PGHOST = 'variables.example.com'
        (Get-FqConnection).Host | Should -Be variables.example.com
        $env:DATABASE_URL = 'postgresql://url.example.com/shop'
        (Get-FqConnection).Host | Should -Be url.example.com
        $env:FRAISEQL_DATABASE_URL = 'postgresql://fraiseql.example.com/shop'
        (Get-FqConnection).Host | Should -Be fraiseql.example.com
        $null = Connect-FqDatabase $server.GetUri()
        (Get-FqConnection).Host | Should -Be 127.0.0.1
    }

    It 'goes back to the environment when the connection is closed' {
        $null = Connect-FqDatabase $server.GetUri()
        $env:PGHOST = 'variables.example.com'
        Disconnect-FqDatabase
        (Get-FqConnection).Host | Should -Be variables.example.com
    }

    It 'is of this runspace only' {
        $null = Connect-FqDatabase $server.GetUri()
        $path = Join-Path (Get-Module FraiseqlData).ModuleBase FraiseqlData.psd1
        1 | ForEach-Object -Parallel { Import-Module $using:path; (Get-FqConnection).Port } | Should -Not -Be $uri.Port
    }
}

Describe 'Disconnect-FqDatabase' {
    It 'closes a connection for good' {
        $connection = Connect-FqDatabase $server.GetUri()
        $plan = New-FqSeedPlan
        $connection | Disconnect-FqDatabase

        $connection.IsClosed | Should -BeTrue
        { $plan | Add-FqTable tb_model } | Should -Throw -ErrorId 'FqConnectionClosed,FraiseqlData.Module.AddFqTableCommand'
    }

    It 'leaves a throwaway server to be connected to again' {
        $server | Connect-FqDatabase | Out-Null
        Disconnect-FqDatabase
        $server | Connect-FqDatabase | Out-Null
        (Get-FqTable tb_model).Name.Name | Should -Be 'tb_model'
        Disconnect-FqDatabase
    }

    It 'does nothing where there is no connection' {
        { Disconnect-FqDatabase } | Should -Not -Throw
    }
}

Describe 'Get-FqSchema and Get-FqTable' {
    BeforeAll { $script:here = $server.GetUri() }

    It 'lists schemas with their numbers of tables' {
        $schemas = Get-FqSchema -Connection $here
        $schemas.Name | Should -Be catalog, tenant
        $schemas.Tables | Should -Be 4, 3
        $schemas.Others | Should -Be 1, 0
    }

    It 'selects schemas by pattern' {
        (Get-FqSchema cat* -Connection $here).Name | Should -Be catalog
    }

    It 'takes several connections' {
        @(Get-FqSchema catalog -Connection $here, $here).Count | Should -Be 2
    }

    It 'selects tables by name, pattern and schema' {
        (Get-FqTable catalog.tb_model -Connection $here).TableName | Should -Be tb_model
        (Get-FqTable tb_m* -Connection $here).TableName | Should -Be tb_machine, tb_manufacturer, tb_model
        (Get-FqTable -Schema ten* -Connection $here).Schema | Sort-Object -Unique | Should -Be tenant
    }

    It 'shows what a table refers to' {
        (Get-FqTable tb_model -Connection $here).DependsOn | Should -Be catalog.tb_manufacturer
    }

    It 'says which names it did not find, and goes on' {
        $found = Get-FqTable tb_modl, tb_model -Connection $here -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.TableName | Should -Be tb_model
        $problem.FullyQualifiedErrorId | Should -Be 'FqTableNotFound,FraiseqlData.Module.GetFqTableCommand'
    }
}
