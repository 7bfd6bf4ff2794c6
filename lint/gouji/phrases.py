"""What the command line and the reporters say, in both languages; what rules say stands beside the rules."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.findings import Words

PHRASES: Mapping[str, Words] = {
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "info": Words("提示", "info"),
    "hint": Words("怎么改：", "help: "),
    "related": Words("相关：", "see: "),
    "quoted": Words("「{quote}」", "“{quote}”"),
    "page": Words("第{page}页", "page {page}"),
    "count-error": Words("{count} 处错误", "{count} error{s}"),
    "count-warning": Words("{count} 处警告", "{count} warning{s}"),
    "count-info": Words("{count} 处提示", "{count} info{s}"),
    "count-checked": Words("共检查 {count} 份年报：", "{count} report{s} checked: "),
    "none-checked": Words("没有检查任何年报：", "no report checked: "),
    "count-absent": Words("{count} 个路径没有可读的文件", "{count} path{s} without a readable file"),
    "nothing": Words("没有发现问题", "no findings"),
    "count-unreadable": Words("{count} 份读不出", "{count} unreadable"),
    "count-partly": Words("{count} 份有未能评估的规则", "{count} with rules that could not be assessed"),
    "tag-unreadable": Words("读不出", "unreadable"),
    "tag-partly": Words("有未能评估的规则", "not fully assessed"),
    "count-fixable": Words(
        "{count} 处可用 --fix 改正（--diff 先看怎么改）。", "{count} can be fixed with --fix (--diff shows how)."
    ),
    "count-fixable-unsafe": Words(
        "{count} 处可用 --unsafe-fixes 改正，改后须核对。",
        "{count} can be fixed with --unsafe-fixes; look at what it did.",
    ),
    "related-more": Words("另有 {count} 处", "{count} more"),
    "count-suppressed": Words("已豁免 {count} 处", "{count} suppressed"),
    "comma": Words("，", ", "),
    "stop": Words("。", "."),
    "not-assessable": Words("有表格读不出，未能评估：{codes}", "a form could not be read, not assessed: {codes}"),
    "gap": Words("{reason}，未能评估：{codes}", "{reason}, not assessed: {codes}"),
    "statistics": Words("按规则统计", "by rule"),
    "failed": Words("出错", "error"),
    "defect": Words(
        "规则 {code} 出错（工具的缺陷，其余规则照常检查）：{exception}，见 {file}；加 --debug 显示详情",
        "rule {code} failed (a defect of the tool, the other rules went on): {exception}, see {file}; --debug shows more",
    ),
    "crash": Words(
        "工具出错：{exception}，见 {file}；加 --debug 显示详情",
        "the tool failed: {exception}, see {file}; --debug shows more",
    ),
    "again": Words("同样的出错另有 {count} 处，不再列出", "the same happened {count} times more"),
    "passed": Words(
        "网页归档中另有 {count} 个网页或文件不是年报，未列出",
        "{count} other pages or files in web archives are no reports and are not listed",
    ),
    "progress": Words("正在检查 {done}/{all}", "checking {done}/{all}"),
    "expired": Words(
        "{origin}: 对 {code} 的豁免已于 {until} 到期", "{origin}: the suppression of {code} expired on {until}"
    ),
    "not-one-of": Words(
        "{option} 不能是「{value}」，可用的有 {known}", "{option} cannot be {value!r}; there are {known}"
    ),
    "not-one-of-like": Words(
        "{option} 不能是「{value}」，是否指「{like}」？可用的有 {known}",
        "{option} cannot be {value!r}, perhaps {like!r}? there are {known}",
    ),
    "not-a-date": Words(
        "{option} 应为日期，如 2026-01-31，不能是「{value}」",
        "{option} should be a date such as 2026-01-31, not {value!r}",
    ),
    "not-a-year": Words(
        "{option} 应为四位数的年份，不能是「{value}」", "{option} should be a year of four digits, not {value!r}"
    ),
    "not-a-number": Words("{option} 应为不小于 0 的整数", "{option} should be a whole number, 0 or more"),
    "too-little": Words("{option} 应为不小于 {least} 的数", "{option} should be a number, {least} or more"),
    "no-config": Words("{path}: 没有这个配置文件", "{path}: there is no such configuration file"),
    "no-paths": Words(
        "没有给出文件或文件夹，例如：gouji {command} 年报.docx",
        "no file or folder given, for example: gouji {command} report.docx",
    ),
    "no-years": Words(
        "没有给出年报，例如：gouji compare 上年年报.docx 本年年报.docx",
        "no reports given, for example: gouji compare last-year.docx report.docx",
    ),
    "no-sources": Words(
        "没有给出来源，例如：gouji sweep 年报文件夹 --out 结果文件夹",
        "no source given, for example: gouji sweep reports --out results",
    ),
    "cannot-write": Words("{path}: 写不进去：{reason}", "{path}: cannot be written: {reason}"),
    "option-unknown": Words("没有选项 {option}", "there is no option {option}"),
    "option-like": Words("，是否指 {like}？", ", perhaps {like}?"),
    "see-help": Words("；用法见 {command} --help", "; see {command} --help"),
    "command-unknown": Words("没有命令「{command}」", "there is no command {command!r}"),
    "argument-missing": Words("缺少参数 {argument}", "{argument} is missing"),
    "argument-extra": Words("多出参数 {argument}", "there is an argument too many: {argument}"),
    "value-unwanted": Words("选项 {option} 后面不带取值", "option {option} takes no value"),
    "value-missing": Words("选项 {option} 缺少取值", "{option} lacks its value"),
    "usage": Words("用法不对：{said}", "wrong usage: {said}"),
    "default": Words("默认值", "default"),
    "no-config-file": Words("没有配置文件，全部为默认值", "no configuration file; defaults hold"),
    "config-file": Words("配置文件：{path}", "configuration: {path}"),
    "interrupted": Words("已中断", "interrupted"),
    "no-out": Words("请用 --out 写明存放结果的文件夹", "name the folder for the results with --out"),
    "no-roster": Words("{path}: 没有这个名册文件", "{path}: there is no such roster"),
    "no-run": Words(
        "{path}: 没有可以接着做的批量检查，请写明来源", "{path}: there is no sweep to go on with; name the sources"
    ),
    "sweep-broken": Words(
        "{path}: 写不进去：{reason}；解决后用 --resume 接着做，已完成的不会重做",
        "{path}: cannot be written: {reason}; see to it and go on with --resume, what is done will not be done again",
    ),
    "sweep-interrupted": Words(
        "已完成的不会重做，接着做：gouji sweep --resume --out {folder}",
        "what is done will not be done again; to go on: gouji sweep --resume --out {folder}",
    ),
    "sweep-read": Words(
        "检查 {done} 份，每秒 {rate} 份，错误 {errors} 处，读不出 {unreadable} 份",
        "{done} reports, {rate} a second, {errors} errors, {unreadable} unreadable",
    ),
    "sweep-compared": Words("比较 {done} 份，每秒 {rate} 份", "{done} compared, {rate} a second"),
    "sweep-stored": Words("存入 {done} 份，每秒 {rate} 份", "{done} stored, {rate} a second"),
    "sweep-completed": Words("整理全部结果……", "putting all results in order ..."),
    "sweep-written": Words("写工作簿和网页……", "writing workbook and page ..."),
    "sweep-left": Words("；共约 {total} 份，还需 {left}", "; of about {total}, {left} left"),
    "sweep-more-unread": Words(
        "另有 {count} 份读不出，见库中 reports 表的 error",
        "{count} more could not be read: column error of table reports",
    ),
    "sweep-done": Words(
        "共 {reports} 份年报，错误 {errors} 处，读不出 {unreadable} 份，缺 {missing} 份；沿用上次结果 {reused} 份，用时 {time}；结果在 {store}",
        "{reports} reports, {errors} errors, {unreadable} unreadable, {missing} missing; {reused} as before, in {time}; see {store}",
    ),
    "two-sweeps": Words(
        "请给出两次批量检查的文件夹：先旧后新（给了 {count} 个）",
        "name the folders of two sweeps, the earlier one first ({count} given)",
    ),
    "sweep-worse": Words("变差", "worse"),
    "sweep-better": Words("变好", "better"),
    "sweep-changed": Words("有变", "changed"),
    "sweep-errors": Words("错误 {old} → {new} 处", "errors {old} → {new}"),
    "sweep-verdicts": Words(
        "年报：变差 {worse} 份，变好 {better} 份，有变 {changed} 份，不变 {same} 份；新增 {added} 份，不再有 {removed} 份",
        "reports: {worse} worse, {better} better, {changed} changed, {same} the same; {added} added, {removed} gone",
    ),
    "sweep-changes": Words(
        "问题：新增 {new} 处，消失 {gone} 处，变化 {changed} 处", "findings: {new} new, {gone} gone, {changed} changed"
    ),
    "sweep-defects": Words(
        "工具出错 {count} 处，见库中 gaps 表", "the tool failed {count} times: see the table gaps in the store"
    ),
    "one-file": Words("{path}: 一次只看一个文件", "{path}: one file at a time"),
    "column-place": Words("位置", "place"),
    "column-finding": Words("问题", "finding"),
    "baseline-written": Words(
        "{path}: 已写入基线：检查了 {reports} 份年报，记入 {count} 个问题",
        "{path}: baseline written: {reports} reports checked, {count} findings put down",
    ),
    "baseline-pruned": Words(
        "{path}: 已从基线删去 {gone} 个不再存在的问题，还有 {left} 个",
        "{path}: {gone} findings that are gone taken out of the baseline, {left} left",
    ),
    "baseline-sum": Words(
        "基线共 {reports} 份年报，{count} 个问题。", "{reports} reports, {count} findings in the baseline."
    ),
    "unused": Words(
        "{origin}: 对 {code} 的豁免没有用到，可以删去", "{origin}: the suppression of {code} is not used, delete it"
    ),
    "no-reason": Words(
        "{origin}: 豁免 {code} 没有写理由（-- 理由），不起作用",
        "{origin}: no reason (-- reason) for allowing {code}: it has no effect",
    ),
    "page-title": Words(
        "政府信息公开工作年度报告检查结果", "Check of government information disclosure annual reports"
    ),
    "column-report": Words("年报", "report"),
    "column-agency": Words("机关", "agency"),
    "column-year": Words("年度", "year"),
    "of-year": Words("{year} 年度", "{year}"),
    "edition": Words("{edition} 年版式", "format of {edition}"),
    "basis": Words("依据：", "source: "),
    "no-agency": Words(
        "请写明机关全称，例如 --agency 青禾市水务局", "name the agency, for example --agency 青禾市水务局"
    ),
    "no-contact": Words(
        "请至少写明一种联系方式：--phone、--address、--postcode、--email 或 --website，或在数值文件的 [contact] 中写明",
        "give at least one way of contact: --phone, --address, --postcode, --email or --website, or [contact] in the values file",
    ),
    "no-edition": Words("没有适用于 {year} 年的版式", "no format holds for {year}"),
    "edition-of-other-years": Words(
        "{edition} 年版式不适用于 {year} 年度，请改写 --year 或 --edition",
        "the format of {edition} does not hold for {year}; change --year or --edition",
    ),
    "draft-unbalanced": Words(
        "给出的数值有 {count} 处勾稽关系不平（如 {address}），已照给出的数值写入，请用 gouji check 核对",
        "{count} relations of the given figures do not hold (such as {address}); they are written as given, gouji check tells more",
    ),
    "needs-output": Words("{format} 请用 --output 写明文件名", "name the file for {format} with --output"),
    "one-copy": Words(
        "{path}: 只写得下一份，多份年报请用 --output 给出文件夹",
        "{path}: holds one report only; name a folder with --output for several",
    ),
    "no-overwriting": Words(
        "{path}: 是被检查的文件，不予覆盖，请用 --output 另写一个",
        "{path}: is under check and is not overwritten; name another with --output",
    ),
    "no-pdf": Words(
        "{path}: 不是 PDF 文件，批注请用 --format docx", "{path}: no PDF file; --format docx makes comments"
    ),
    "made": Words("{path}: 已生成", "{path}: written"),
    "kept": Words("{path}: 已经有了，没有改动", "{path}: there already, left as it is"),
    "add": Words("{path}: 已经有了，请在 repos: 下加上\n{entry}", "{path}: there already; add below repos:\n{entry}"),
    "init-about": Words(
        "gouji 的配置。现在各项的取值：gouji config；规则：gouji rules。",
        "Configuration of gouji. Settings as they are: gouji config; rules: gouji rules.",
    ),
    "init-kind": Words(
        "government、department、township，默认按机关名称判断",
        "government, department, township; told from the name by default",
    ),
    "init-suppress": Words("豁免须写明理由，可以写明到期日：", "Suppressions need a reason and may have a last day:"),
    "init-reason": Words("省模板删去此行", "the province's form leaves this row out"),
    "column-fixable": Words("可修复", "fixable"),
    "yes": Words("是", "yes"),
    "page-previous": Words("上一年度的年报", "Last year's report"),
    "page-below": Words("下级机关的年报", "A report of an authority below"),
    "page-peer": Words("一起比较的年报", "A report it is compared with"),
    "page-report": Words("整份年报", "The whole report"),
    "page-options": Words("检查时的选项", "Options of the check"),
    "page-as-base": Words("{name}：{base} 年的样例，没有改动。", "{name}: the example of {base} as it is."),
    "page-of-base": Words("{name}：{base} 年的样例，改动如下。", "{name}: the example of {base} with these changes."),
    "page-whole": Words("{name}：", "{name}:"),
    "page-as-it-is": Words("年报没有改动。", "The report is as it is."),
    "page-lines": Words("……（另有 {count} 行）", "… ({count} more lines)"),
    "page-peers": Words("另有 {count} 份年报，写法相同。", "There are {count} more reports like it."),
    "page-examples": Words(
        "另有 {count} 例：`gouji explain {code} --format markdown`",
        "{count} more examples: `gouji explain {code} --format markdown`",
    ),
    "page-fixed": Words("`{option}` 改为：", "`{option}` makes of it:"),
    "fixed-none": Words("没有能改正的问题", "nothing was to be fixed"),
    "own": Words("本机关", "its own"),
    "aggregate": Words("全辖区汇总", "aggregate"),
    "fixed": Words("已改正 {files} 个文件中的 {count} 个问题", "{count} findings fixed in {files} files"),
    "sheet-findings": Words("问题", "findings"),
    "sheet-reports": Words("年报", "reports"),
    "sheet-values": Words("数值", "values"),
    "sheet-rules": Words("规则", "rules"),
    "column-advice": Words("怎么改", "advice"),
    "column-where": Words("行列", "where"),
    "column-quote": Words("原文", "quote"),
    "column-expected": Words("应为", "expected"),
    "column-actual": Words("实为", "actual"),
    "column-basis": Words("依据", "source"),
    "column-address": Words("地址", "address"),
    "column-excused": Words("豁免", "suppressed"),
    "column-edition-id": Words("版式", "edition"),
    "column-kind": Words("机关类别", "kind"),
    "column-state": Words("状态", "state"),
    "column-unassessed": Words("未能评估", "not assessed"),
    "column-remark": Words("备注", "remark"),
    "column-form": Words("表", "form"),
    "column-row": Words("行", "row"),
    "column-column": Words("列", "column"),
    "column-value": Words("数值", "value"),
    "column-raw": Words("原文", "raw"),
    "column-confidence": Words("可信度", "confidence"),
    "column-count": Words("次数", "count"),
    "state-checked": Words("已检查", "checked"),
    "state-partly": Words("部分读出", "partly"),
    "state-unreadable": Words("读不出", "unreadable"),
    "government": Words("政府", "government"),
    "department": Words("部门", "department"),
    "township": Words("乡镇街道", "township"),
    "serving": Words("请在浏览器中打开 {page} ，按 Ctrl+C 结束", "open {page} in a browser, Ctrl+C ends"),
    "serving-all": Words(
        "注意：监听 {host}，能连到这台机器的人都可以使用",
        "note: listening on {host}, whoever reaches this machine can use it",
    ),
    "not-a-port": Words("{option} 应为 0 至 {most} 的整数", "{option} should be a whole number from 0 to {most}"),
    "web-no-port": Words(
        "无法监听 {host}:{port}（{reason}），请用 --port 换一个端口，或 --port 0 任选",
        "cannot listen on {host}:{port} ({reason}); choose another port with --port, or any with --port 0",
    ),
    "web-title": Words("勾稽 · 年报检查", "gouji · report check"),
    "web-about": Words(
        "检查政府信息公开工作年度报告：章节、表格勾稽、文字与表格是否一致、日期、依据和联系方式。",
        "Checks government information disclosure annual reports: sections, sums of the forms, figures of the text, dates, law, contacts.",
    ),
    "web-drop": Words("把年报拖到这里，或点此选择", "Drop reports here, or choose them"),
    "web-formats": Words(
        "Word、WPS、PDF、网页、文本、工作簿或压缩包，可以一次多份",
        "Word, WPS, PDF, HTML, text, workbooks or archives, several at once",
    ),
    "web-edition": Words("版式", "Edition"),
    "web-kind": Words("机关类别", "Kind of agency"),
    "web-auto": Words("自动识别", "told from the report"),
    "kind-government": Words("政府", "government"),
    "kind-department": Words("部门", "department"),
    "kind-township": Words("乡镇、街道", "township"),
    "web-previous": Words("上一年度的年报（可不选，用于核对结转）", "Last year's report (optional, to compare with)"),
    "web-check": Words("检查", "Check"),
    "web-busy": Words("正在检查…", "Checking…"),
    "web-local": Words(
        "文件只在这台机器上处理，不会传到别处，关闭后不保留", "files stay on this machine and are not kept"
    ),
    "web-rules": Words("全部规则", "all rules"),
    "web-no-file": Words("没有收到文件，请选择一份或多份年报", "no file came; choose one report or more"),
    "web-not-there": Words("这次检查的结果已不再保留，请重新检查", "this check is no longer kept; please check again"),
    "web-too-large": Words(
        "文件合计超过 {most} MB，请分批检查", "the files have more than {most} MB together; check them in parts"
    ),
    "web-wrong": Words(
        "没有收到完整的表单（一次至多 {files} 份文件），请重试",
        "the form did not come whole (at most {files} files at once); try again",
    ),
    "web-marked": Words("批注", "marked"),
    "web-mended": Words("修正", "mended"),
    "link-another": Words("检查另一份", "Check another"),
    "link-workbook": Words("下载工作簿", "Workbook"),
    "link-docx": Words("下载带批注的 Word 文件", "Word file with comments"),
    "link-pdf": Words("下载带标注的 PDF 文件", "PDF file with notes"),
    "link-mended": Words("下载修正后的文件", "Mended file"),
    "watching": Words("正在等待文件改动，按 Ctrl+C 结束", "waiting for changes, Ctrl+C ends"),
    "tool": Words("政府信息公开工作年度报告检查工具", "linter for government information disclosure annual reports"),
    "left-out": Words(
        "另有 {count} 个较轻的问题没有写入：一次运行的结果过多",
        "{count} less grave findings were left out: too many results in one run",
    ),
    "reports-left-out": Words(
        "另有 {count} 份年报的问题没有列出。", "The findings of {count} more reports are not listed."
    ),
    "one-previous": Words(
        "--previous 只能用于一份年报，这里有 {count} 份", "--previous is for one report, and there are {count}"
    ),
    "two-years": Words(
        "比较需要两份年报，先上一年度、后本年度，这里有 {count} 份",
        "comparing takes two reports, last year's and then this year's, and there are {count}",
    ),
    "few-peers": Words("至少要有两份年报", "there have to be two reports at least"),
    "one-way": Words("--rollup 和 --peers 只能用一个", "--rollup and --peers do not go together"),
    "wrong-order": Words("{fault}；先写上一年度的年报，后写本年度的", "{fault}; last year's report comes first"),
    "changes": Words("{agency} {old} 年度与 {new} 年度的主要数字", "{agency}: main figures of {old} and {new}"),
    "column-figure": Words("项目", "figure"),
    "column-difference": Words("增减", "change"),
    "column-off": Words("相差", "off by"),
    "column-percent": Words("幅度", "percent"),
    "column-cell": Words("单元格", "cell"),
    "column-government": Words("汇总年报", "government"),
    "column-sum": Words("下级之和", "sum"),
    "column-portions": Words("构成", "made up of"),
    "sums": Words(
        "{agency} {year} 年度与 {count} 份下级年报之和", "{agency} {year} and the sums of {count} reports below"
    ),
    "sums-agree": Words("各格都与下级年报之和一致", "all cells agree with the sums"),
    "more-portions": Words("等 {count} 家", "and more, {count} in all"),
    "needs-check-pack": Words(
        "检查规则包请加 --check-pack，例如：gouji rules --check-pack 本省.toml",
        "to check rule packs add --check-pack, for example: gouji rules --check-pack province.toml",
    ),
    "no-packs": Words(
        "没有给出规则包，例如：gouji rules --check-pack 本省.toml",
        "no rule pack given, for example: gouji rules --check-pack province.toml",
    ),
    "more-faults": Words(
        "（另有 {count} 处，用 gouji rules --check-pack 文件 查看全部）",
        " ({count} more: gouji rules --check-pack FILE tells them all)",
    ),
    "pack-right": Words(
        "{path}: 没有错误；用于 {editions} 年版式：{said}", "{path}: no faults; for {editions}: {said}"
    ),
    "pack-nothing": Words("没有增加内容", "nothing is added"),
    "pack-sections": Words("{count} 个章节", "sections: {count}"),
    "pack-forms": Words("{count} 个表", "forms: {count}"),
    "pack-columns": Words("{count} 列", "columns: {count}"),
    "pack-rows": Words("{count} 行", "rows: {count}"),
    "pack-labels": Words("{count} 处标签写法", "labels: {count}"),
    "pack-deadlines": Words("{count} 个期限", "deadlines: {count}"),
    "pack-laws": Words("{count} 份文件", "documents: {count}"),
    "pack-rules": Words("{count} 条规则", "rules: {count}"),
    "list-comma": Words("、", ", "),
    "column-code": Words("代码", "code"),
    "column-name": Words("名称", "name"),
    "column-severity": Words("级别", "severity"),
    "column-editions": Words("版式", "editions"),
    "column-summary": Words("说明", "summary"),
    "in-force": Words("{first} 年起", "from {first} on"),
    "years": Words("{first}–{last} 年", "{first} to {last}"),
    "sections": Words("章节", "sections"),
    "forms": Words("表", "forms"),
    "identities": Words("勾稽关系", "identities"),
    "deadlines": Words("公布期限", "deadlines"),
    "laws": Words("依据", "law"),
    "required": Words("必备", "required"),
    "rows": Words("{count} 行", "{count} rows"),
    "columns": Words("{count} 列", "{count} columns"),
    "deadline": Words("次年 {month} 月 {day} 日", "{day} {name} of the next year"),
    "every-kind": Words("各类机关", "every kind"),
    "tables": Words("表格", "forms"),
    "reader": Words("读取器", "reader"),
    "evidence": Words("依据", "evidence"),
    "evidence-forms": Words("{count} 个表（{edition} 年版式）", "{count} form{s} ({edition})"),
    "form-read": Words("已读", "read"),
    "forms-unsure": Words(
        "{forms}没有可靠读出，所列数值须与原件核对",
        "not read with certainty, compare the values with the original: {forms}",
    ),
    "form-doubtful": Words("存疑", "doubtful"),
    "form-missing": Words("缺", "missing"),
    "form-picture": Words("图片", "picture"),
}


def phrase(id: str, language: str, **figures: object) -> str:
    """A phrase in a language (`zh` or `en`) with its figures; one that is `Words` is said in that language."""
    said = {name: figure.of(language) if isinstance(figure, Words) else figure for name, figure in figures.items()}
    return PHRASES[id].of(language).format(**said)


def phrases(id: str, **figures: object) -> Words:
    """A phrase in both languages."""
    return Words(phrase(id, "zh", **figures), phrase(id, "en", **figures))
