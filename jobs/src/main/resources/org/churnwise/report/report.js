(function () {
  "use strict";

  const charts = JSON.parse(document.getElementById("charts").textContent);
  const drawn = [];
  let ink;

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "panel", "ink", "muted", "rule", "model", "band", "recency", "estimate", "constant",
      "calm", "near", "breach", "strong", "unknown"];
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
  }

  function decimal(value, digits) {
    if (value === null || value === undefined) { return "–"; }
    const text = value.toFixed(digits === undefined ? 3 : digits);
    return /^-0[.0]*$/.test(text) ? text.slice(1) : text; // rounded to zero from below
  }

  function percent(value) {
    return Math.round(value * 100) + " %";
  }

  function count(value) {
    return value === null ? "–" : Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function short(value) {
    return value >= 1000 ? value / 1000 + "k" : String(value);
  }

  function interval(value, low, high) {
    return decimal(value) + (low === null ? "" : " [" + decimal(low) + ", " + decimal(high) + "]");
  }

  // Elements, not text: names of customers' places and of files stay text.
  function tip(title, lines) {
    const box = document.createElement("div");
    box.className = "tip";
    box.appendChild(document.createElement("b")).textContent = title;
    lines.forEach(([name, value]) => {
      const line = box.appendChild(document.createElement("span"));
      line.appendChild(document.createElement("i")).textContent = name;
      line.appendChild(document.createElement("span")).textContent = value;
    });
    return box;
  }

  function tooltip(trigger, formatter) {
    return {
      trigger: trigger, formatter: formatter, confine: true, transitionDuration: 0,
      backgroundColor: ink.panel, borderColor: ink.rule, borderWidth: 1, padding: [6, 9],
      axisPointer: { type: trigger === "axis" ? "line" : "none", lineStyle: { color: ink.muted, type: "solid" } }
    };
  }

  function base(more) {
    return Object.assign({
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 11, color: ink.muted },
      grid: { left: 38, right: 28, top: 18, bottom: 24 }
    }, more);
  }

  function axis(more) {
    return Object.assign({
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: Object.assign({ color: ink.muted, fontSize: 11, hideOverlap: true }, more.label),
      splitLine: { show: more.type !== "category" && !more.bare, lineStyle: { color: ink.rule } },
      nameTextStyle: { color: ink.muted, fontSize: 11 }
    }, more);
  }

  function months(days) {
    return axis({ type: "category", data: days, boundaryGap: days.length < 4, axisLine: { show: true, lineStyle: { color: ink.rule } },
      label: { formatter: (day) => day.slice(0, 7) } });
  }

  function line(name, data, colour, more) {
    return Object.assign({
      name: name, type: "line", data: data, symbol: "none", connectNulls: false, silent: true,
      lineStyle: { color: colour, width: 1.5 }, itemStyle: { color: colour }, emphasis: { disabled: true }
    }, more);
  }

  function rule(data, more) {
    return Object.assign({
      silent: true, symbol: "none", animation: false, data: data,
      lineStyle: { color: ink.muted, type: "solid", width: 1 }, label: { show: false }
    }, more);
  }

  // Room for the longest of these names beside an axis.
  function width(names) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "11px " + getComputedStyle(document.body).fontFamily;
    return Math.ceil(Math.max(...names.map((name) => pen.measureText(name).width))) + 14;
  }

  // A stroke from low to high, along one of the axes.
  function strokes(data, upright, colour) {
    return {
      type: "custom", silent: true, data: data, z: 2,
      encode: upright ? { x: 0, y: [1, 2] } : { x: [1, 2], y: 0 },
      renderItem: (params, api) => {
        if (isNaN(api.value(1)) || isNaN(api.value(2))) { return null; }
        const from = api.coord(upright ? [api.value(0), api.value(1)] : [api.value(1), api.value(0)]);
        const to = api.coord(upright ? [api.value(0), api.value(2)] : [api.value(2), api.value(0)]);
        return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colour, lineWidth: 2 } };
      }
    };
  }

  function dots(data, colour, more) {
    return Object.assign({
      type: "scatter", data: data, symbolSize: 7, itemStyle: { color: colour }, emphasis: { disabled: true }, z: 3
    }, more);
  }

  const kinds = {
    time: (d) => base({
      tooltip: tooltip("axis", (all) => {
        const i = all[0].dataIndex;
        return tip(d.x[i] + " · " + d.models[i], [
          ["model", interval(d.value[i], d.low[i], d.high[i])],
          ["recency rule", decimal(d.recency_value[i])],
          ["constant", decimal(d.constant_value[i])]]);
      }),
      xAxis: months(d.x),
      yAxis: axis({ type: "value", scale: true, splitNumber: 4, label: { formatter: (v) => v.toFixed(2) } }),
      series: [
        line("low", d.low, "transparent", { stack: "band", lineStyle: { width: 0 } }),
        line("band", d.high.map((high, i) => high === null ? null : high - d.low[i]), ink.band,
          { stack: "band", lineStyle: { width: 0 }, areaStyle: { color: ink.band, opacity: 1 } }),
        line("constant", d.constant_value, ink.constant, { lineStyle: { color: ink.constant, width: 1.5, type: "dashed" } }),
        line("recency", d.recency_value, ink.recency),
        line("model", d.value, ink.model, {
          symbol: "circle", symbolSize: 5, lineStyle: { color: ink.model, width: 2 },
          markLine: rule(d.marks.map((day) => ({ xAxis: day, label: { formatter: d.models[d.x.indexOf(day)] } })), {
            lineStyle: { color: ink.muted, type: [2, 3], width: 1 },
            label: { show: true, position: "end", distance: 3, color: ink.muted, fontSize: 11 }
          })
        })
      ]
    }),

    estimates: (d) => {
      const of = (status) => d.value.map((v, i) => d.status[i] === status ? v : null);
      return base({
        tooltip: tooltip("axis", (all) => {
          const i = all[0].dataIndex;
          return tip(d.x[i] + " · " + d.models[i], [
            ["expected", interval(d.value[i], d.low[i], d.high[i])],
            ["realised", decimal(d.realised[i])],
            ["status", d.status[i]]]);
        }),
        xAxis: months(d.x),
        yAxis: axis({ type: "value", scale: true, splitNumber: 4, label: { formatter: (v) => v.toFixed(2) } }),
        series: [
          strokes(d.value.map((v, i) => [i, d.low[i], d.high[i]]), true, ink.estimate),
          line("realised", d.realised, ink.model, { symbol: "circle", symbolSize: 5, lineStyle: { color: ink.model, width: 2 } }),
          dots(of("OK"), ink.estimate),
          dots(of("UNTRUSTED"), ink.unknown, { itemStyle: { color: ink.unknown, borderColor: ink.muted, borderWidth: 1 } })
        ]
      });
    },

    heat: (d) => {
      const shade = (value, bound, verdict) =>
        verdict === "BREACH" ? (value === null || value >= 3 * bound ? 4 : 3)
          : verdict === "NO_EVIDENCE" || value === null ? 0 : value < bound / 2 ? 1 : 2;
      const named = d.y.map((name, i) => d.kinds[i] === "behaviour" ? name : name + " · " + d.kinds[i]);
      return base({
        tooltip: tooltip("item", (one) => {
          const cell = d.cells[one.dataIndex];
          return tip(d.y[cell[1]] + " · " + d.x[cell[0]], [
            ["kind", d.kinds[cell[1]]], ["value", decimal(cell[2])], ["bound", decimal(cell[3], 2)], ["verdict", cell[4]],
            ["reference", cell[5] || "–"], ["changed since", cell[6] || "–"]]);
        }),
        grid: { left: width(named), right: 4, top: 24, bottom: 4 },
        xAxis: axis({ type: "category", data: d.x, position: "top", label: { formatter: (day) => day.slice(0, 7) } }),
        yAxis: axis({ type: "category", data: d.y, inverse: true, label: { hideOverlap: false, interval: 0, color: ink.ink, formatter: (name, i) => named[i] } }),
        visualMap: { show: false, type: "piecewise", dimension: 2, pieces: [
          { value: 0, color: ink.unknown }, { value: 1, color: ink.calm }, { value: 2, color: ink.near },
          { value: 3, color: ink.breach }, { value: 4, color: ink.strong }] },
        series: [{
          type: "heatmap", emphasis: { disabled: true }, itemStyle: { borderColor: ink.paper, borderWidth: 1.5 },
          data: d.cells.map((cell) => [cell[0], cell[1], shade(cell[2], cell[3], cell[4])])
        }]
      });
    },

    calibration: (d) => base({
      tooltip: tooltip("item", (one) => {
        const p = d.points[one.dataIndex];
        return tip(count(p[4]) + " customers", [["said", decimal(p[0])], ["left", interval(p[1], p[2], p[3])]]);
      }),
      grid: { left: 46, right: 28, top: 10, bottom: 44 },
      xAxis: axis({ type: "value", min: 0, max: 1, name: "predicted probability", nameLocation: "middle", nameGap: 26, label: { formatter: percent } }),
      yAxis: axis({ type: "value", min: 0, max: 1, label: { formatter: percent } }),
      series: [
        line("diagonal", [[0, 0], [1, 1]], ink.constant, { lineStyle: { color: ink.constant, width: 1.5, type: "dashed" } }),
        strokes(d.points.map((p) => [p[0], p[2], p[3]]), true, ink.model),
        dots(d.points.map((p) => [p[0], p[1]]), ink.model)
      ]
    }),

    gain: (d) => {
      const all = [[0, 0, 0]].concat(d.points, [[1, 1, 1]]);
      return base({
        tooltip: tooltip("axis", (points) => {
          const p = all[points[0].dataIndex];
          return tip("the riskiest " + percent(p[0]), [["model", decimal(p[1])], ["recency rule", decimal(p[2])]]);
        }),
        grid: { left: 46, right: 28, top: 10, bottom: 44 },
        xAxis: axis({ type: "value", min: 0, max: 1, name: "share of customers, riskiest first", nameLocation: "middle", nameGap: 26, label: { formatter: percent } }),
        yAxis: axis({ type: "value", min: 0, max: 1, label: { formatter: percent } }),
        series: [
          line("model", all.map((p) => [p[0], p[1]]), ink.model, { symbol: "circle", symbolSize: 5, lineStyle: { color: ink.model, width: 2 } }),
          line("recency", all.map((p) => [p[0], p[2]]), ink.recency),
          line("random", [[0, 0], [1, 1]], ink.constant, { lineStyle: { color: ink.constant, width: 1.5, type: "dashed" } })
        ]
      });
    },

    dots: (d) => base({
      tooltip: tooltip("axis", (all) => {
        const i = all[0].dataIndex;
        return tip(d.names[i], [["model", interval(d.value[i], d.low[i], d.high[i])], ["recency rule", decimal(d.recency_value[i])]]);
      }),
      grid: { left: width(d.names), right: 24, top: 4, bottom: 24 },
      xAxis: axis({ type: "value", scale: true, label: { formatter: (v) => v.toFixed(2) } }),
      yAxis: axis({ type: "category", data: d.names, inverse: true, label: { hideOverlap: false, interval: 0, color: ink.ink } }),
      series: [
        dots(d.value.map((v, i) => [v, i]), ink.model, d.all === null ? {} : { markLine: rule([{ xAxis: d.all }]) }),
        strokes(d.value.map((v, i) => [i, d.low[i], d.high[i]]), false, ink.model),
        dots(d.recency_value.map((v, i) => [v, i]), ink.recency, { symbolSize: 6 })
      ]
    }),

    calendar: (d) => {
      const colour = { FINAL: ink.model, PENDING: ink.recency };
      return base({
        tooltip: tooltip("item", (one) => {
          const row = d.rows[one.dataIndex];
          return tip(row[0], [["state", row[2]], ["known on", row[1]]]);
        }),
        grid: { left: width(d.rows.map((row) => row[0])), right: 28, top: 4, bottom: 24 },
        xAxis: axis({ type: "time", splitNumber: 4, label: { formatter: "{yyyy}-{MM}" } }),
        yAxis: axis({ type: "category", data: d.rows.map((row) => row[0]), inverse: true, label: { hideOverlap: false, interval: 0, color: ink.ink } }),
        series: [{
          type: "custom", encode: { x: [1, 2], y: 0 },
          data: d.rows.map((row, i) => [i, row[0], row[1]]),
          renderItem: (params, api) => {
            const from = api.coord([api.value(1), api.value(0)]);
            const to = api.coord([api.value(2), api.value(0)]);
            const row = d.rows[params.dataIndex];
            return { type: "rect", shape: { x: from[0], y: from[1] - 4, width: Math.max(3, to[0] - from[0]), height: 8, r: 2 },
              style: { fill: colour[row[2]] || ink.unknown, stroke: colour[row[2]] ? "none" : ink.muted } };
          },
          markLine: d.watermark === null ? undefined : rule([{ xAxis: d.watermark }])
        }]
      });
    },

    bars: (d) => base({
      tooltip: tooltip("axis", (all) => tip(d.x[all[0].dataIndex], [["sales", count(d.sales[all[0].dataIndex])], ["feedback", count(d.feedback[all[0].dataIndex])]])),
      xAxis: axis({ type: "category", data: d.x, axisLine: { show: true, lineStyle: { color: ink.rule } } }),
      yAxis: axis({ type: "value", splitNumber: 4, label: { formatter: short } }),
      series: ["sales", "feedback"].map((feed) => ({
        type: "bar", data: d[feed], barMaxWidth: 14, barGap: "10%", emphasis: { disabled: true },
        itemStyle: { color: feed === "sales" ? ink.model : ink.recency }
      }))
    }),

    lengths: (d) => base({
      grid: { left: width(d.names), right: 56, top: 4, bottom: 4 },
      xAxis: axis({ type: "value", show: false, bare: true }),
      yAxis: axis({ type: "category", data: d.names, label: { color: ink.ink } }),
      series: [{
        type: "bar", data: d.values, barMaxWidth: 14, silent: true, itemStyle: { color: ink.model },
        label: { show: true, position: "right", color: ink.muted, fontSize: 11, formatter: (one) => decimal(one.value, 1) + " " + d.unit }
      }]
    }),

    points: (d) => base({
      tooltip: tooltip("axis", (all) => tip(d.x[all[0].dataIndex], [["difference", interval(d.value[all[0].dataIndex], d.low[all[0].dataIndex], d.high[all[0].dataIndex])]])),
      xAxis: axis({ type: "category", data: d.x, label: { formatter: (day) => day.slice(0, 7) } }),
      yAxis: axis({ type: "value", splitNumber: 4, label: { formatter: (v) => v.toFixed(2) } }),
      series: [
        dots(d.value, ink.model, { markLine: rule([{ yAxis: 0 }]) }),
        strokes(d.value.map((v, i) => [i, d.low[i], d.high[i]]), true, ink.model)
      ]
    })
  };

  function rows(data) {
    return (data.y || data.names || data.rows || []).length;
  }

  function height(element, data) {
    if (element.classList.contains("matrix")) { element.style.height = rows(data) * 20 + 26 + "px"; }
    if (element.classList.contains("tall")) { element.style.height = Math.max(140, rows(data) * 20 + 30) + "px"; }
  }

  function draw() {
    ink = colours();
    Object.entries(charts).forEach(([id, data]) => {
      const element = document.getElementById(id);
      height(element, data);
      const chart = echarts.getInstanceByDom(element) || echarts.init(element, null, { renderer: "svg" });
      chart.setOption(kinds[data.kind](data), true);
      drawn.push(chart);
    });
  }

  function resize() {
    drawn.forEach((chart) => chart.resize());
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("resize", resize);
  addEventListener("beforeprint", () => { document.documentElement.dataset.print = ""; draw(); resize(); });
  addEventListener("afterprint", () => { delete document.documentElement.dataset.print; draw(); resize(); });
  document.documentElement.dataset.drawn = String(Object.keys(charts).length);
}());
