"""Commands and options. What a command does stands in its own module, imported when it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from gouji.cli.terminal import terminal
from gouji.cli.usage import usage_error

app = typer.Typer(
    name="gouji",
    help="检查政府信息公开工作年度报告。\n\nCheck government information disclosure annual reports.",
    epilog="退出码 0 无问题，1 有问题，2 用法、配置、文件或工具出错。 Exit status 0 clean, 1 findings, 2 errors.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_INTERRUPTED = 130
"""What typer makes of an interrupt; no command of ours ends with it."""

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="文件或文件夹，- 为标准输入。Files or folders, - for standard input.",
        show_default=False,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="输出格式：text concise grouped json jsonl sarif github gitlab junit html markdown xlsx docx pdf。"
        "Output format.",
    ),
]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="写入文件。Write into a file.")]
Edition = Annotated[
    str | None, typer.Option(metavar="auto|ID", help="版式年度，如 2021，默认自动识别。Edition, recognised by default.")
]
Year = Annotated[str | None, typer.Option(metavar="YYYY", help="报告年度。Report year.")]
Kind = Annotated[
    str | None,
    typer.Option(metavar="government|department|township", help="机关类别：政府、部门、乡镇街道。Kind of agency."),
]
Scope = Annotated[
    str | None,
    typer.Option(metavar="own|aggregate", help="统计范围：本机关、全辖区。Own figures or those of all below."),
]
Select = Annotated[
    list[str] | None, typer.Option(metavar="CODES", help="只用这些规则：代码、前缀或名称。Only these rules.")
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="CODES", help="不用这些规则。Not these rules.")]
Today = Annotated[str | None, typer.Option(metavar="DATE", help="检查日期，默认今天。Day of the check.")]
FailOn = Annotated[
    str | None,
    typer.Option(metavar="error|warning|info|never", help="达到此级别即退出码 1。Exit 1 from this severity on."),
]
Statistics = Annotated[bool, typer.Option("--statistics", help="按规则统计。Counts by rule.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只输出问题。Findings only.")]
NoSuppressions = Annotated[bool, typer.Option("--no-suppressions", help="不理会豁免。Disregard suppressions.")]
Config = Annotated[
    str | None, typer.Option(metavar="FILE", help="配置文件，默认取最近的 gouji.toml。Configuration file.")
]
Baseline = Annotated[str | None, typer.Option(metavar="FILE", help="基线文件，其中已有的问题不再报。Known findings.")]
Lang = Annotated[str | None, typer.Option(metavar="zh|en", help="语言。Language.")]
Timeout = Annotated[
    str | None, typer.Option(metavar="SECONDS", help="每个文件最多用多少秒，默认 180。Seconds a file may take.")
]
Memory = Annotated[
    str | None, typer.Option(metavar="MB", help="每个文件最多用多少内存，默认 2048。Memory a file may take.")
]
Debug = Annotated[bool, typer.Option("--debug", help="出错时显示详情。Show tracebacks.")]
StdinName = Annotated[str, typer.Option(metavar="FILE", help="标准输入的文件名。Name for standard input.")]


@app.callback(invoke_without_command=False)
def main(
    version: Annotated[bool, typer.Option("--version", help="显示版本。Show the version.")] = False,
) -> None:
    """检查政府信息公开工作年度报告。Check government information disclosure annual reports."""
    if version:
        from gouji import __version__

        print(f"gouji {__version__}")
        raise typer.Exit(0)


@app.command()
def check(
    paths: Paths = None,
    *,
    format: Format = "text",
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    edition: Edition = None,
    year: Year = None,
    kind: Kind = None,
    scope: Scope = None,
    previous: Annotated[
        str | None, typer.Option(metavar="FILE", help="上一年度的年报，与之比较。Last year's report, to compare with.")
    ] = None,
    today: Today = None,
    fail_on: FailOn = None,
    lang: Lang = None,
    config: Config = None,
    baseline: Baseline = None,
    jobs: Annotated[str | None, typer.Option("--jobs", "-j", metavar="N", help="进程数，默认自动。Processes.")] = None,
    timeout: Timeout = None,
    memory: Memory = None,
    fix: Annotated[bool, typer.Option("--fix", help="改正确定能改的（不动数值）。Fix what is certain.")] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option(
            "--unsafe-fixes", help="连没填的合计、用错的词一起改，改后须核对。Also what may change a figure or a word."
        ),
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="文件一改动就再检查。Check again on each change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示会怎么改，不改文件。Show what would be fixed.")] = False,
    statistics: Statistics = False,
    quiet: Quiet = False,
    no_suppressions: NoSuppressions = False,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="没改过的文件沿用上次的结果。Keep results of unchanged files.")
    ] = False,
    debug: Debug = False,
    stdin_name: StdinName = "-",
) -> None:
    """检查年报。Check reports."""
    from gouji.cli import checks

    terminal.debug = debug
    asked = checks.Asked(
        paths=paths or [], format=format, output=output, select=select, ignore=ignore, edition=edition, year=year,
        kind=kind, scope=scope, previous=previous, today=today, fail_on=fail_on, lang=lang, config=config,
        baseline=baseline, jobs=jobs, timeout=timeout, memory=memory,
        fix=fix, unsafe_fixes=unsafe_fixes, diff=diff, watch=watch,
        statistics=statistics, quiet=quiet, suppress=not no_suppressions, stdin_name=stdin_name, cache=cache,
    )  # fmt: skip
    raise typer.Exit(checks.run(asked, terminal))


@app.command()
def extract(
    paths: Paths = None,
    *,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="json|csv|xlsx", help="输出格式。Output format.")
    ] = "json",
    output: Output = None,
    edition: Edition = None,
    year: Year = None,
    kind: Kind = None,
    scope: Scope = None,
    lang: Lang = None,
    config: Config = None,
    timeout: Timeout = None,
    memory: Memory = None,
    debug: Debug = False,
    stdin_name: StdinName = "-",
) -> None:
    """提取各表的数值。The values of the prescribed forms."""
    from gouji.cli import extraction
    from gouji.cli.reading import Asked

    terminal.debug = debug
    known = {"edition": edition, "year": year, "kind": kind, "scope": scope, "lang": lang}
    asked = Asked(paths or [], known, config, stdin_name, timeout, memory)
    raise typer.Exit(extraction.run(asked, format, output, terminal))


@app.command()
def outline(
    path: Annotated[str, typer.Argument(metavar="PATH", help="文件。A file.", show_default=False)],
    *,
    edition: Edition = None,
    lang: Lang = None,
    config: Config = None,
    timeout: Timeout = None,
    memory: Memory = None,
    debug: Debug = False,
    stdin_name: StdinName = "-",
) -> None:
    """显示读出的章节和表格。The section tree and the forms as read."""
    from gouji.cli import outline as command
    from gouji.cli.reading import Asked

    terminal.debug = debug
    asked = Asked([path], {"edition": edition, "lang": lang}, config, stdin_name, timeout, memory)
    raise typer.Exit(command.run(asked, terminal))


@app.command()
def compare(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW | PATH...",
            help="上一年度和本年度的年报；或者一组年报。Last year's report and this year's; or a group of reports.",
            show_default=False,
        ),
    ] = None,
    *,
    rollup: Annotated[
        str | None,
        typer.Option(
            metavar="GOVERNMENT",
            help="政府年报，与各部门、下级政府年报之和核对。A government's report, against the sums of the others.",
        ),
    ] = None,
    peers: Annotated[
        bool,
        typer.Option(
            "--peers", help="不同机关的年报，查雷同和反常的零。Different agencies: copied prose, odd noughts."
        ),
    ] = False,
    format: Format = "text",
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    today: Today = None,
    fail_on: FailOn = None,
    lang: Lang = None,
    config: Config = None,
    statistics: Statistics = False,
    quiet: Quiet = False,
    no_suppressions: NoSuppressions = False,
    debug: Debug = False,
) -> None:
    """比较年报：两个年度的衔接和雷同，汇总数，机关之间的雷同。Compare reports."""
    from gouji.cli import comparing
    from gouji.cli.checks import Asked

    terminal.debug = debug
    asked = Asked(
        paths=paths or [], format=format, output=output, select=select, ignore=ignore, today=today, fail_on=fail_on,
        lang=lang, config=config, statistics=statistics, quiet=quiet, suppress=not no_suppressions,
    )  # fmt: skip
    raise typer.Exit(comparing.run(asked, rollup, peers, terminal))


@app.command()
def rules(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...", help="规则包，与 --check-pack 同用。Rule packs for --check-pack.", show_default=False
        ),
    ] = None,
    *,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json|markdown", help="输出格式。Output format.")
    ] = "text",
    select: Annotated[list[str] | None, typer.Option(metavar="CODES", help="只列这些规则。Only these rules.")] = None,
    check_pack: Annotated[
        bool, typer.Option("--check-pack", help="检查规则包，说出全部错误。Check rule packs and tell all faults.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="规则包的 JSON Schema，供编辑器使用。The JSON Schema of packs.")
    ] = False,
    docs: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="把规则的说明和目录写成 Markdown 文件，中英文各一份。Write pages and an index."
        ),
    ] = None,
    lang: Lang = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """列出全部规则，或者检查规则包。All rules; or a check of rule packs."""
    terminal.debug = debug
    if check_pack or schema or files:
        from gouji.cli import packs

        asked = packs.Asked(files or [], check_pack, schema, lang)
        raise typer.Exit(packs.run(asked, terminal))
    from gouji.cli import catalogue

    if docs is not None:
        raise typer.Exit(catalogue.docs(docs, select, config))
    raise typer.Exit(catalogue.rules(format, select, lang, config, terminal))


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="CODE|NAME", help="规则代码或名称。Code or name.", show_default=False)],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json|markdown", help="输出格式。Output format.")
    ] = "text",
    lang: Lang = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """说明一条规则。The page of a rule."""
    from gouji.cli import catalogue

    terminal.debug = debug
    raise typer.Exit(catalogue.explain(rule, format, lang, config, terminal))


@app.command()
def editions(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="版式年度，如 2021。An edition.", show_default=False)
    ] = None,
    lang: Lang = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """规定的格式：年度、章节、表格、勾稽关系、期限。The prescribed formats."""
    from gouji.cli import formats

    terminal.debug = debug
    raise typer.Exit(formats.run(id, lang, config, terminal))


@app.command("baseline")
def known(
    action: Annotated[
        str, typer.Argument(metavar="write|show|prune", help="生成、显示、清理。What to do.", show_default=False)
    ],
    paths: Paths = None,
    *,
    baseline: Baseline = None,
    today: Annotated[str | None, typer.Option(metavar="DATE", help="检查日期，默认今天。Day of the check.")] = None,
    lang: Lang = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """基线：记下现有的问题，以后只报新问题。Known findings, told no more."""
    from gouji.cli import baselines

    terminal.debug = debug
    raise typer.Exit(baselines.run(baselines.Asked(action, paths or [], baseline, today, lang, config), terminal))


@app.command()
def new(
    *,
    agency: Annotated[str | None, typer.Option(metavar="NAME", help="机关全称。Full name of the agency.")] = None,
    year: Annotated[
        str | None, typer.Option(metavar="YYYY", help="报告年度，默认上一年。Report year, last by default.")
    ] = None,
    edition: Annotated[str | None, typer.Option(metavar="ID", help="版式，默认按年度。Edition, by the year.")] = None,
    kind: Kind = None,
    values: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="数值：TOML、extract 的 JSON，或一份年报。Values: TOML, JSON or a report."),
    ] = None,
    address: Annotated[str | None, typer.Option(metavar="TEXT", help="联系地址。Address.")] = None,
    postcode: Annotated[str | None, typer.Option(metavar="DIGITS", help="邮编。Postcode.")] = None,
    phone: Annotated[str | None, typer.Option(metavar="DIGITS", help="电话。Phone.")] = None,
    email: Annotated[str | None, typer.Option(metavar="TEXT", help="电子邮箱。Mail address.")] = None,
    website: Annotated[str | None, typer.Option(metavar="TEXT", help="网址。Website.")] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="md|html|docx", help="格式，默认按文件名。Format, by the name."),
    ] = None,
    output: Output = None,
    today: Annotated[str | None, typer.Option(metavar="DATE", help="日期，默认今天。Day, today by default.")] = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """生成一份合规的年报，合计自动算出。A correct report, empty or filled in."""
    from gouji.cli import arguments, drafts

    terminal.debug = debug
    arguments.language(lang)
    contact = (("address", address), ("postcode", postcode), ("phone", phone), ("email", email), ("website", website))
    asked = drafts.Asked(edition, year, agency, kind, values, format, output, today, contact)
    raise typer.Exit(drafts.run(asked, terminal))


@app.command()
def lsp(lang: Lang = None, debug: Debug = False) -> None:
    """编辑器的语言服务：边写边提示。A language server for editors."""
    from gouji.cli import arguments
    from gouji.cli import lsp as command

    terminal.debug = debug
    terminal.language = arguments.language(lang) or terminal.language
    raise typer.Exit(command.run(terminal))


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(metavar="NAME", help="监听的地址，默认只限本机。Address to listen on, this machine only.")
    ] = "127.0.0.1",
    port: Annotated[str, typer.Option(metavar="N", help="端口，0 为任意空闲端口。Port, 0 for any free one.")] = "8765",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="是否打开浏览器。Open the browser.")] = True,
    timeout: Timeout = None,
    memory: Memory = None,
    config: Config = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """在浏览器中检查：打开本机网页，拖入年报。Check in a browser: a page on this machine."""
    from gouji.cli import arguments
    from gouji.cli import serving as command

    terminal.debug = debug
    terminal.language = arguments.language(lang) or terminal.language
    raise typer.Exit(command.run(command.Asked(host, port, browser, config, timeout, memory), terminal))


@app.command()
def init(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="文件夹。A folder.")] = ".",
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """写出 gouji.toml 和 pre-commit 的设置。Settings to start from."""
    from gouji.cli import arguments, beginnings

    terminal.debug = debug
    arguments.language(lang)
    raise typer.Exit(beginnings.run(folder, terminal))


@app.command("config")
def settings(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="文件或文件夹。A file or folder.")] = ".",
    lang: Lang = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """显示对某个文件生效的配置及其来源。The settings that hold for a file."""
    from gouji.cli import settings as command

    terminal.debug = debug
    raise typer.Exit(command.run(path, lang, config, terminal))


@app.command()
def sweep(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE... | diff OLD NEW",
            help="文件夹、文件、通配符、压缩文件、CSV 列表、fsspec 地址；diff 比较两次的结果。"
            "Folders, files, patterns, archives, CSV lists, addresses; diff holds two sweeps against each other.",
            show_default=False,
        ),
    ] = None,
    *,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="存放结果的文件夹。Folder for the results.")] = None,
    roster: Annotated[
        str | None, typer.Option(metavar="CSV", help="机关名册：机关、类别、上级、曾用名。Roster of agencies.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="接着做中断的。Go on with what was interrupted.")] = False,
    executor: Annotated[
        str, typer.Option(metavar="processes|dask-local|dask://HOST:PORT", help="在哪里执行。Where it is worked off.")
    ] = "processes",
    jobs: Annotated[str | None, typer.Option("--jobs", "-j", metavar="N", help="进程数，默认自动。Processes.")] = None,
    limit: Annotated[str | None, typer.Option(metavar="N", help="最多检查多少份。At most so many.")] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="另存为 Parquet。Parquet files too.")] = False,
    remote: Annotated[
        bool, typer.Option("--remote", help="读取列表中的网址。Follow addresses that stand in lists.")
    ] = False,
    timeout: Timeout = None,
    memory: Memory = None,
    select: Select = None,
    ignore: Ignore = None,
    today: Today = None,
    fail_on: FailOn = None,
    lang: Lang = None,
    config: Config = None,
    baseline: Baseline = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json", help="diff 的输出格式。Output format of diff.")
    ] = "text",
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="diff 写入文件。File for diff.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="不显示进度和汇总。Neither progress nor the sum of the run.")
    ] = False,
    no_suppressions: NoSuppressions = False,
    debug: Debug = False,
) -> None:
    """批量检查，结果存为一个 DuckDB 库。Check very many reports into a store."""
    from gouji.cli import sweep_differences, sweeps

    terminal.debug = debug
    terminal.language = lang if lang in ("zh", "en") else terminal.language
    if sources and sources[0] == "diff":
        raise typer.Exit(sweep_differences.run(sources[1:], format, output, terminal))
    check = {
        "select": select, "ignore": ignore, "today": today, "fail_on": fail_on, "lang": lang, "config": config,
        "baseline": baseline, "timeout": timeout, "memory": memory,
    }  # fmt: skip
    asked = sweeps.Asked(
        sources or [], out, check, jobs, executor, limit, roster, parquet, remote, suppress=not no_suppressions
    )
    raise typer.Exit(sweeps.run(asked, resume, quiet, terminal))


def call(arguments: Sequence[str]) -> int:
    """The exit status of a command. Raises ConfigError for wrong usage, KeyboardInterrupt, and what the command raises."""
    try:
        status = int(app(args=list(arguments), prog_name="gouji", standalone_mode=False) or 0)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        wrong = usage_error(error, arguments)
        if wrong is None:
            raise
        raise wrong from error
    if status == _INTERRUPTED:
        raise KeyboardInterrupt
    return status
