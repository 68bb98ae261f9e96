#Requires -Version 7.4
<#
.SYNOPSIS
    Makes the help that the module ships, in src/FraiseqlData.Module/en-US, of the pages beside this script.
.DESCRIPTION
    Needs the module Microsoft.PowerShell.PlatyPS. The result is committed, so that a build needs neither it nor pwsh.
#>
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$shipped = Join-Path $PSScriptRoot .. .. src FraiseqlData.Module en-US

# about_ topics are read as plain text: headings in capitals, everything else set in by four spaces.
function ConvertTo-HelpText([string[]] $Markdown) {
    $isCode = $false
    foreach ($line in $Markdown) {
        if ($line -match '^```') { $isCode = -not $isCode }
        elseif ($isCode) { ('        ' + $line).TrimEnd() }
        elseif ($line -match '^# (.*)') { 'TOPIC'; '    ' + $Matches[1] }
        elseif ($line -match '^## (.*)') { $Matches[1].ToUpperInvariant() }
        elseif ($line -match '^\|[ |-]+\|$') { }
        elseif ($line -match '^\| (.*?) \| (.*) \|$') { foreach ($cell in "    $($Matches[1])", "        $($Matches[2])") { ($cell -replace '\\\|', '|').TrimEnd() } }
        else { ('    ' + $line).TrimEnd() }
    }
}

# platyPS leaves an example's code, fences and all, in its introduction, and an address on links that have none.
function ConvertTo-ReadableMaml([string] $Path) {
    $maml = [xml]::new()
    $maml.PreserveWhitespace = $true
    $maml.Load($Path)
    $names = [System.Xml.XmlNamespaceManager]::new($maml.NameTable)
    foreach ($prefix in 'maml', 'command', 'dev') { $names.AddNamespace($prefix, $maml.DocumentElement.GetNamespaceOfPrefix($prefix)) }
    foreach ($example in $maml.SelectNodes('//command:example', $names)) {
        $introduction = $example.SelectSingleNode('maml:introduction', $names)
        $text = @($introduction.SelectNodes('maml:para', $names).InnerText.Replace([string][char]0x80, '')) -join "`n"
        $code = [regex]::Match($text, '(?s)```powershell\n(.*?)\n```')
        if (-not $code.Success) { throw "'$($example.SelectSingleNode('maml:title', $names).InnerText)' has no code." }
        $example.SelectSingleNode('dev:code', $names).InnerText = $code.Groups[1].Value
        $remarks = $example.SelectSingleNode('dev:remarks', $names)
        $paragraph = $maml.CreateElement('maml', 'para', $names.LookupNamespace('maml'))
        $paragraph.InnerText = ($text.Remove($code.Index, $code.Length) -replace '(?m)^```\w*\n?').Trim()
        $null = $remarks.AppendChild($paragraph)
        $introduction.RemoveAll()
    }
    foreach ($link in $maml.SelectNodes('//maml:navigationLink', $names)) {
        if ($link.SelectSingleNode('maml:linkText', $names).InnerText -eq 'Online Version') { $null = $link.ParentNode.RemoveChild($link) }
        else { $link.SelectSingleNode('maml:uri', $names).InnerText = '' }
    }
    $maml.Save($Path)
}

if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)) {
    throw 'The module Microsoft.PowerShell.PlatyPS makes the help. Install it: Install-PSResource Microsoft.PowerShell.PlatyPS'
}
Import-Module Microsoft.PowerShell.PlatyPS
$null = New-Item $shipped -ItemType Directory -Force
$commands = Get-ChildItem $PSScriptRoot -Filter '*-*.md' | ForEach-Object { Import-MarkdownCommandHelp $_.FullName }
$made = Join-Path ([System.IO.Path]::GetTempPath()) "fraiseqldata-help-$PID"
try {
    foreach ($file in $commands | Export-MamlCommandHelp -OutputFolder $made -Force) {
        ConvertTo-ReadableMaml $file.FullName
        # Line ends and encoding are the same wherever it was made.
        $text = (Get-Content $file -Raw) -replace "`r`n", "`n"
        Set-Content (Join-Path $shipped $file.Name) ($text.TrimEnd() + "`n") -NoNewline -Encoding utf8NoBOM
    }
}
finally { Remove-Item $made -Recurse -Force -ErrorAction Ignore }
foreach ($topic in Get-ChildItem $PSScriptRoot -Filter 'about_*.md') {
    $lines = ConvertTo-HelpText (Get-Content $topic)
    Set-Content (Join-Path $shipped "$($topic.BaseName).help.txt") (($lines -join "`n").TrimEnd() + "`n") -NoNewline -Encoding utf8NoBOM
}
