"use strict";
// Everything of a report gets onto the page as text, never as markup: `make` knows no other way.
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const main = document.querySelector("main");
const chosen = { year: "", region: "", rule: "", least: 0, most: Infinity, text: "" };
const STEP = 40;
let shown = STEP;

function make(parent, tag, text, kind) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  if (kind) made.className = kind;
  parent.append(made);
  return made;
}
const fill = (name, figures) => words[name].replace(/\{(\w+)\}/g, (_, key) => figures[key]);
const count = (number) => number.toLocaleString("en-US");
const percent = (share) => Math.round(100 * share) + "%";
const regionName = (region) => region ?? words.unknown;

function part(name, parent = main, kind = "") {
  const section = make(parent, "section", null, kind);
  section.id = name;
  make(section, "h2", words[name]);
  return section;
}

function head() {
  const header = make(main, "header");
  make(header, "h1", words.title);
  make(header, "p", [data.today, "gouji " + data.version].filter(Boolean).join(" · "), "facts");
  const totals = data.totals;
  const list = make(main, "ul", null, "figures");
  const figure = (name, value, kind) => {
    const item = make(list, "li");
    make(item, "b", count(value), value ? kind : "");
    make(item, "span", words[name]);
  };
  figure("reports", totals.reports);
  figure("agencies-count", totals["agencies-count"]);
  figure("with-errors", totals.reports - totals.unreadable - totals.sound, "error");
  figure("errors", totals.errors, "error");
  figure("warnings", totals.warnings, "warning");
  for (const name of ["unreadable", "missing", "late"]) figure(name, totals[name], "error");
  for (const name of ["duplicates", "sums"]) figure(name, totals[name], "warning");
}

// Charts are drawn as SVG: sharp in print, and texts are texts.
const charts = [];
function chart(section, options, chosenBar) {
  const made = echarts.init(make(section, "div", null, "chart"), null, { renderer: "svg" });
  const font = getComputedStyle(document.body).fontFamily;
  made.setOption({ animation: false, textStyle: { fontFamily: font }, aria: { enabled: true }, ...options });
  if (chosenBar) made.on("click", chosenBar);
  charts.push(made);
  return made;
}
addEventListener("resize", () => charts.forEach((one) => one.resize()));
// On paper a chart is drawn to the width of the sheet, which no event tells: it is scaled as a picture.
addEventListener("beforeprint", () => document.querySelectorAll(".chart svg").forEach((one) => {
  one.setAttribute("viewBox", `0 0 ${one.getAttribute("width")} ${one.getAttribute("height")}`);
}));

function trend(parent) {
  const section = part("trend", parent, "whole");
  const bars = (name, color, values) => ({ name: words[name], type: "bar", stack: "reports", data: values, itemStyle: { color } });
  const rows = data.years;
  chart(section, {
    grid: { left: 48, right: 48, top: 64, bottom: 28 },
    legend: { top: 0, itemWidth: 14 },
    tooltip: { trigger: "axis" },
    xAxis: { type: "category", data: rows.map(([year]) => String(year)) },
    yAxis: [{ type: "value", name: words.reports, minInterval: 1 }, { type: "value", name: words.mean, splitLine: { show: false } }],
    series: [
      bars("sound", "#8fbf9a", rows.map((row) => row[3])),
      bars("with-errors", "#d98a84", rows.map((row) => row[1] - row[2] - row[3])),
      bars("unreadable", "#8c8c86", rows.map((row) => row[2])),
      bars("missing", "#d9d9d6", rows.map((row) => row[6])),
      { name: words.mean, type: "line", yAxisIndex: 1, color: "#b3261e", symbolSize: 6,
        data: rows.map((row) => (row[1] ? Math.round((100 * row[4]) / row[1]) / 100 : null)) },
    ],
  }, (bar) => choose({ year: bar.name }));
}

const STEPS = [[0, 0], [1, 1], [2, 2], [3, 5], [6, 10], [11, 20], [21, 49], [50, Infinity]];
const stepName = ([least, most]) => (least === most ? String(least) : most === Infinity ? least + "+" : least + "–" + most);
let spreadChart = null;
function spread(parent) {
  const section = part("spread", parent, "whole");
  spreadChart = chart(section, {
    grid: { left: 48, right: 8, top: 64, bottom: 28 },
    tooltip: { trigger: "axis" },
    xAxis: { type: "category", data: STEPS.map(stepName) },
    yAxis: { type: "value", name: words.reports, minInterval: 1, boundaryGap: [0, "8%"] },
    series: [{ name: words.reports, type: "bar", itemStyle: { color: "#7f9fc4" }, label: { show: true, position: "top", formatter: ({ value }) => value || "" } }],
  }, (bar) => choose({ least: STEPS[bar.dataIndex][0], most: STEPS[bar.dataIndex][1] }));
}
function updateSpread() {
  const counts = STEPS.map(([least, most]) => data.spread
    .filter(([year, errors]) => (!chosen.year || String(year) === chosen.year) && errors >= least && errors <= most)
    .reduce((sum, row) => sum + row[2], 0));
  spreadChart.setOption({ series: [{ data: counts }] });
}

function sums(rows, key, value) {
  const made = new Map();
  for (const row of rows) if (!chosen.year || String(row[row.length - 2]) === chosen.year) made.set(key(row), (made.get(key(row)) ?? 0) + value(row));
  return made;
}
let heatBox = null;
function heat() {
  const section = part("heat", main, "whole");
  make(section, "p", words["heat-note"], "note");
  heatBox = make(section, "div", null, "heat");
}
function updateHeat() {
  heatBox.replaceChildren();
  const regions = [...new Set(data.cells.map((cell) => cell[1]))].sort((one, other) => regionName(one).localeCompare(regionName(other), "zh"));
  const codes = new Set(data.cells.map((cell) => cell[0]));
  const rules = data.rules.filter(([code]) => codes.has(code));
  if (!rules.length) return void make(heatBox, "p", words.none, "note");
  const sizes = sums(data.sizes, (row) => row[0], (row) => row[2]);
  const cells = sums(data.cells, (row) => row[0] + "\t" + regionName(row[1]), (row) => row[3]);
  const share = (code, region) => (cells.get(code + "\t" + regionName(region)) ?? 0) / (sizes.get(region) || 1);
  const highest = Math.max(...rules.flatMap(([code]) => regions.map((region) => share(code, region))));
  heatBox.classList.toggle("many", regions.length > 12);
  const table = make(heatBox, "table");
  const top = make(make(table, "thead"), "tr");
  make(top, "th", "");
  for (const region of regions) make(top, "th", regionName(region), "region");
  const body = make(table, "tbody");
  for (const [code, name, severity] of rules) {
    const row = make(body, "tr");
    const label = make(row, "th", null, "rule");
    make(label, "span", code, severity);
    make(label, "span", " " + name);
    label.title = code + " " + name;
    for (const region of regions) {
      const cell = make(row, "td");
      const here = share(code, region);
      if (!here) continue;
      cell.style.backgroundColor = "rgba(179, 38, 30, " + (0.05 + 0.6 * (here / highest)).toFixed(3) + ")";
      const button = make(cell, "button", here < 0.01 ? "<1" : String(Math.round(100 * here)));
      button.title = [code + " " + name, regionName(region), (100 * here).toFixed(1) + "%"].join(" · ");
      button.addEventListener("click", () => choose({ rule: code, region: regionName(region) }));
    }
  }
  const most = data.limits;
  if (codes.size >= most.rules || regions.length >= most.regions) make(heatBox, "p", fill("heat-most", most), "note");
}

// Columns of a list: name, index in the row, and how its values are shown.
const SHOW = {
  kind: (kind) => kind && words[kind], share: percent, mean: (mean) => mean?.toFixed(2), region: regionName,
  "same-agency": (same) => words[same ? "yes" : "no"], "same-file": (same) => words[same ? "yes" : "no"],
};
const FIGURES = new Set(["agencies-count", "reports", "unreadable", "sound", "errors", "mean", "warnings", "missing", "late", "copied", "year", "days",
  "other-year", "share", "characters", "value", "total", "difference", "parts", "bytes"]);
const COUNTS = ["reports", "unreadable", "sound", "errors", "mean", "warnings", "missing", "late", "copied"];
const LISTS = {
  regions: ["region", "agencies-count", ...COUNTS],
  agencies: ["region", "agency", "kind", "parent", ...COUNTS],
  missings: ["region", "parent", "agency", "kind", "year", "path"],
  lates: ["region", "agency", "kind", "year", "published", "deadline", "days", "path"],
  repeated: ["region", "agency", "year", "other-agency", "other-year", "share", "characters", "same-agency", "same-file", "path", "other-path"],
  differences: ["region", "agency", "year", "form", "row", "column", "value", "total", "difference", "parts", "erring", "path"],
  unreadables: ["region", "agency", "year", "reason", "bytes", "path"],
};
const LINKS = { region: (value) => ({ region: regionName(value) }), agency: (value) => ({ text: value }), path: (value) => ({ text: value }) };

function list(name, open) {
  const { rows, all } = data.lists[name];
  const box = make(main, "details", null, "list");
  box.id = name;
  box.open = open && all > 0;
  make(box, "summary", words[name] + "　" + count(all));
  if (!rows.length) return void make(box, "p", words.none, "note body");
  if (rows.length < all) make(box, "p", fill("more-shown", { all, shown: rows.length }), "note body");
  const table = make(make(box, "div", null, "scroll"), "table");
  const top = make(make(table, "thead"), "tr");
  const columns = LISTS[name];
  for (const column of columns) make(top, "th", words[column], FIGURES.has(column) ? "figure" : "");
  const body = make(table, "tbody");
  for (const values of rows) {
    const row = make(body, "tr");
    columns.forEach((column, at) => {
      const value = SHOW[column] ? SHOW[column](values[at]) : values[at];
      const cell = make(row, "td", LINKS[column] && value ? null : value, FIGURES.has(column) ? "figure" : "");
      if (LINKS[column] && value) make(cell, "button", value, "link").addEventListener("click", () => choose(LINKS[column](values[at]), true));
    });
  }
}

const controls = {};
let results = null;
function drill() {
  const section = part("drill");
  const all = data.totals.reports;
  if (data.reports.length < all) make(section, "p", fill("more-reports", { all: count(all), shown: count(data.reports.length) }), "note");
  const choice = make(section, "div", null, "choice");
  const select = (name, first, options) => {
    const made = controls[name] = make(choice, "select");
    made.setAttribute("aria-label", words[first]);
    make(made, "option", words[first]).value = "";
    for (const [value, text] of options) make(made, "option", text).value = value;
    made.addEventListener("change", () => choose({ [name]: made.value }));
  };
  const years = [...new Set(data.years.map(([year]) => String(year)))].reverse();
  const regions = [...new Set(data.sizes.map(([region]) => regionName(region)))].sort((one, other) => one.localeCompare(other, "zh"));
  select("year", "all-years", years.map((year) => [year, year]));
  select("region", "all-regions", regions.map((region) => [region, region]));
  select("rule", "all-rules", data.rules.map(([code, name]) => [code, code + " " + name]));
  controls.text = make(choice, "input");
  controls.text.type = "search";
  controls.text.placeholder = words.search;
  controls.text.addEventListener("input", () => choose({ text: controls.text.value }));
  controls.least = make(choice, "span");
  make(choice, "button", words.clear).addEventListener("click", () => choose({ year: "", region: "", rule: "", least: 0, most: Infinity, text: "" }));
  controls.count = make(choice, "span");
  results = make(section, "div");
}

const fits = (report) => {
  const [number, path, agency, region, year, , errors] = report;
  const text = chosen.text.trim();
  return (!chosen.year || String(year) === chosen.year) && (!chosen.region || regionName(region) === chosen.region)
    && errors >= chosen.least && errors <= chosen.most && (!text || path.includes(text) || (agency ?? "").includes(text))
    && (!chosen.rule || (data.findings[number] ?? []).some(([code]) => code === chosen.rule));
};

function finding(parent, row) {
  const [code, severity, message, hint, place, line, page, quote, expected, actual, other] = row;
  const box = make(parent, "div", null, "finding " + severity);
  make(box, "p", code + " " + words[severity], "code");
  make(box, "p", message);
  if (hint) make(box, "p", hint);
  const where = [place, line && fill("at", { line }), page && fill("on", { page }), quote && fill("quoted", { quote }),
    expected && actual && fill("expected-actual", { expected, actual }), other];
  make(box, "p", where.filter(Boolean).join(" · "), "quiet");
}

function report(row) {
  const [number, path, agency, , year, status, errors, warnings, infos, error, edition, published] = row;
  const box = make(results, "details");
  const top = make(box, "summary");
  make(top, "span", year ?? "");
  make(top, "span", agency ?? words.nameless);
  make(top, "span", path, "path");
  const counts = make(top, "span", null, "counts");
  if (status !== "checked") make(counts, "span", words["state-" + status], status === "unreadable" ? "error" : "warning");
  for (const [name, value] of [["error", errors], ["warning", warnings], ["info", infos]]) if (value) make(counts, "span", words[name] + " " + value, name);
  if (status === "checked" && !errors && !warnings && !infos) make(counts, "span", words.nothing);
  box.addEventListener("toggle", () => {
    if (!box.open || box.children.length > 1) return;
    const facts = [edition && fill("edition", { edition }), published && words.published + " " + published, error].filter(Boolean).join(" · ");
    if (facts) make(box, "p", facts, "note body");
    const findings = data.findings[number] ?? [];
    for (const one of findings) finding(box, one);
    const more = errors + warnings + infos - findings.length;
    if (more > 0) make(box, "p", fill("more-findings", { more }), "note body");
    if (!findings.length) make(box, "p", words.nothing, "note body");
  });
}

function updateReports() {
  results.replaceChildren();
  const fitting = data.reports.filter(fits);
  controls.count.textContent = fill("matching", { count: count(fitting.length) });
  fitting.slice(0, shown).forEach(report);
  const more = fitting.length - shown;
  if (more <= 0) return;
  make(results, "button", fill("more", { count: Math.min(more, STEP) }), "more").addEventListener("click", () => {
    shown += STEP;
    updateReports();
  });
}

function choose(choice, go) {
  const before = chosen.year;
  Object.assign(chosen, choice);
  shown = STEP;
  for (const name of ["year", "region", "rule", "text"]) if (controls[name].value !== chosen[name]) controls[name].value = chosen[name];
  const span = [chosen.least, chosen.most];
  controls.least.textContent = chosen.least || chosen.most !== Infinity ? words.errors + " " + stepName(span) : "";
  if (before !== chosen.year || !heatBox.children.length) {
    updateSpread();
    updateHeat();
  }
  updateReports();
  if (go || "least" in choice || ("rule" in choice && "region" in choice && choice.rule)) document.getElementById("drill").scrollIntoView();
}

head();
const pair = make(main, "div", null, "pair");
trend(pair);
spread(pair);
heat();
list("regions", true);
list("agencies", false);
for (const name of ["missings", "lates", "repeated", "differences", "unreadables"]) list(name, false);
drill();
choose({});
