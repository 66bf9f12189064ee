// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  // The same colour for the same contender in every plot.
  const colours = {
    rsm: "#0550ae", c: "#57606a", "memory-segment": "#1a7f37", agrona: "#9a6700", aeron: "#bc4c00",
    jucx: "#8250df", ucx: "#bf3989", mpi: "#0f766e", openshmem: "#a40e26", eventfd: "#57606a",
    sci: "#1a7f37", wrsm: "#9a6700",
  };
  const colour = contender => colours[contender] ?? "#6e7781";

  const time = nanos => {
    if (nanos === null) return "-";
    const steps = [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]];
    const [by, unit] = steps.find(([least]) => nanos >= least) ?? [1, "ns"];
    return `${(nanos / by).toPrecision(3)} ${unit}`;
  };
  const amount = (value, unit) => value === null ? "-" : unit === "B" ? `${value.toFixed(1)} B` : time(value);
  const bytes = size => {
    for (const [by, unit] of [[2 ** 20, "MiB"], [2 ** 10, "KiB"]]) if (size >= by) return `${size / by} ${unit}`;
    return `${size} B`;
  };
  const sizeOf = row => row.size === null || row.size === 0 ? ""
    : row.figure.startsWith("segments-") ? `${row.size} segments` : bytes(row.size);

  function cell(row, text, style) {
    const element = row.insertCell();
    element.textContent = text;
    if (style) element.className = style;
  }

  function table(id, headings, rows) {
    const element = document.getElementById(id);
    const head = element.createTHead().insertRow();
    for (const heading of headings) {
      const th = document.createElement("th");
      th.textContent = heading;
      head.append(th);
    }
    const body = element.createTBody();
    for (const cells of rows) {
      const row = body.insertRow();
      for (const [text, style] of cells) cell(row, text, style);
    }
  }

  const number = text => [text, "number"];
  const ratio = value => value === null ? "-" : value.toFixed(2);

  function verdict(target) {
    if (target.met === null) return [`not measured: ${target.reason}`, "unknown"];
    return target.met ? ["met", "met"] : ["missed", "missed"];
  }

  function tables() {
    const machine = document.getElementById("machine");
    for (const [name, value] of Object.entries({ ...data.machine, effort: data.effort, took: `${data.seconds} s` })) {
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      dt.textContent = name;
      dd.textContent = value;
      machine.append(dt, dd);
    }
    table("targets", ["target", "at", "figure", "peer", "its figure", "ratio", "at most", ""], data.targets.map(t => [
      [t.text], [sizeOf(t)], number(amount(t.value, t.unit)), [t.peer ?? "-"], number(amount(t.peerValue, t.unit)),
      number(ratio(t.ratio)), number(ratio(t.target)), verdict(t)]));
    table("figures", ["figure", "size", "placed", "contender", "median", "rounds"], data.figures.map(f => [
      [f.figure], [sizeOf(f)], [f.placement], [f.contender], number(amount(f.median, f.unit)),
      [f.rounds.map(r => amount(r, f.unit)).join(", ")]]));
    table("missing", ["contender", "in", "reason"], data.missing.map(m => [[m.contender], [m.stage], [m.reason]]));
  }

  function section(title) {
    const heading = document.createElement("h2");
    heading.textContent = title;
    const grid = document.createElement("div");
    grid.className = "plots";
    document.getElementById("plots").append(heading, grid);
    return grid;
  }

  function plot(grid, type, title, labels, datasets, scales, tooltip) {
    if (datasets.length === 0) return;
    const box = document.createElement("div");
    box.className = "plot";
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", title);
    box.append(canvas);
    grid.append(box);
    new Chart(canvas, {
      type,
      data: { labels, datasets },
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: {
          title: { display: true, text: title },
          legend: { position: "bottom", labels: { boxWidth: 12 } },
          tooltip: { callbacks: { label: point => `${point.dataset.label}: ${tooltip(point.parsed.y)}` } },
        },
        scales,
      },
    });
  }

  const logarithmic = (text, format) => ({
    type: "logarithmic", title: { display: true, text }, ticks: { callback: format, maxTicksLimit: 8 },
  });
  const categories = text => ({ title: { display: true, text } });
  const unique = values => [...new Set(values)];

  function series(rows, labels, keyOf, valueOf) {
    return unique(rows.map(row => row.contender)).map(contender => ({
      label: contender,
      data: labels.map(label => {
        const row = rows.find(r => r.contender === contender && keyOf(r) === label);
        return row ? valueOf(row) : null;
      }),
      borderColor: colour(contender),
      backgroundColor: colour(contender),
      borderWidth: contender === "rsm" ? 3 : 1.5,
      spanGaps: true,
    }));
  }

  function roundTrips() {
    const grid = section("Round trips beside peers");
    for (const [figure, title] of [["ping-pong", "Through memory"], ["signal-blocked", "Signals, waiter blocked"],
      ["signal-spinning", "Signals, waiter not yet blocked"], ["connect", "Connect and disconnect"]]) {
      for (const placement of ["pinned", "unpinned"]) {
        const rows = data.figures.filter(f => f.figure === figure && f.placement === placement);
        const labels = unique(rows.map(r => sizeOf(r) || "event"));
        plot(grid, "bar", `${title}, ${placement}`, labels,
          series(rows, labels, r => sizeOf(r) || "event", r => r.median),
          { x: categories(""), y: logarithmic("time, logarithmic", time) }, time);
      }
    }
  }

  function latencies() {
    const grid = section("Latency percentiles");
    const groups = unique(data.latencies.map(l => `${l.figure}|${l.size}|${l.placement}`));
    for (const group of groups) {
      const rows = data.latencies.filter(l => `${l.figure}|${l.size}|${l.placement}` === group);
      const labels = Object.keys(rows[0].nanoseconds);
      const flat = rows.flatMap(l => labels.map(p => ({ contender: l.contender, p, value: l.nanoseconds[p] })));
      plot(grid, "line", `${rows[0].figure} ${sizeOf(rows[0])}, ${rows[0].placement}`, labels,
        series(flat, labels, r => r.p, r => r.value),
        { x: categories("percentile"), y: logarithmic("time, logarithmic", time) }, time);
    }
  }

  function bandwidth() {
    const grid = section("Bandwidth over size");
    const gigabytes = value => `${Number(value.toPrecision(3))} GB/s`;
    for (const [figure, title] of [["bulk-put", "put"], ["bulk-get", "get"]]) {
      const rows = data.figures.filter(f => f.figure === figure && f.median > 0);
      const labels = unique(rows.map(r => r.size)).sort((a, b) => a - b).map(bytes);
      plot(grid, "line", `Bandwidth of ${title}; more is better`, labels,
        series(rows, labels, r => bytes(r.size), r => r.size / r.median),
        { x: categories("size"), y: logarithmic("GB/s, logarithmic", gigabytes) }, gigabytes);
    }
  }

  tables();
  roundTrips();
  latencies();
  bandwidth();
})();
