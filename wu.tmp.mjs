// src/reading/problem.ts
function sorted(problems) {
  const seen = /* @__PURE__ */ new Set();
  const once = problems.filter((one2) => {
    const key = `${one2.set ?? ""}:${one2.line}:${one2.column}:${one2.says}`;
    return !seen.has(key) && seen.add(key);
  });
  return once.sort((a, b) => Number(a.set !== null) - Number(b.set !== null) || a.line - b.line || a.column - b.column);
}
function located(issue2, root, positionOf, file) {
  let spot = root;
  let found11 = 0;
  for (const key of issue2.path) {
    if (spot.faulty) return null;
    const inner = spot.inside.get(key);
    if (inner === void 0) break;
    spot = inner;
    found11++;
  }
  if (spot.faulty) return null;
  const atKey = issue2.on === "key" && found11 === issue2.path.length || spot.collection;
  const offset = atKey ? spot.keyAt ?? spot.at : spot.at;
  const position = spot.set === null ? positionOf(offset) : { line: 1, column: 1 };
  return { file, ...position, path: pathText(issue2.path), says: issue2.says, set: spot.set };
}
var pathText = (path) => path.map((key, i) => typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`).join("");

// src/assert.ts
var BrokenPromise = class extends Error {
  name = "BrokenPromise";
};
function assert(condition, message) {
  if (!condition) throw new BrokenPromise(message);
}
function unreachable(value) {
  throw new BrokenPromise(`a case was forgotten: ${String(value)}`);
}

// src/random/portable-math.ts
var cell = new Float64Array(1);
var words = new Int32Array(cell.buffer);
cell[0] = 1;
var top = words[0] === 0 ? 1 : 0;
var powersOfTwo = new Float64Array(2098);
powersOfTwo[1074] = 1;
for (let k = 1075; k < 2098; k++) powersOfTwo[k] = 2 * powersOfTwo[k - 1];
for (let k = 1073; k >= 0; k--) powersOfTwo[k] = powersOfTwo[k + 1] / 2;
var ln2High = 0.6931471803691238;
var ln2Low = 19082149292705877e-26;
var perLn2 = 1.4426950408889634;
var smallestNormal = 22250738585072014e-324;
var twoTo54 = 18014398509481984;
function exponentOf(x) {
  cell[0] = x;
  const high = words[top];
  return (high >> 20) - 1023 + ((high & 1048575) + 614244 >> 20);
}
function ln(x) {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < smallestNormal) return ln(x * twoTo54) - 54 * ln2High - 54 * ln2Low;
  const k = exponentOf(x);
  const f = x * powersOfTwo[1074 - k] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + (even + odd)) + k * ln2Low) - f);
}
function exp(x) {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.floor(perLn2 * x + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c = r - t * (0.16666666666666602 + t * (-0.0027777777777015593 + t * (6613756321437934e-20 + t * (-16533902205465252e-22 + t * 41381367970572385e-24))));
  const y2 = 1 - (low - r * c / (2 - c) - high);
  if (k > 1023) return y2 * 2 * powersOfTwo[2097];
  return k > -1022 ? y2 * powersOfTwo[k + 1074] : y2 * powersOfTwo[k + 1128] / twoTo54;
}
function lnOf1Plus(x) {
  const u = 1 + x;
  if (u === 1 || x === Number.POSITIVE_INFINITY) return x;
  return ln(u) * (x / (u - 1));
}
var lnPair = new Float64Array(2);

// src/random/special-functions.ts
var halfLn2Pi = 0.9189385332046728;
var root2Pi = 2.5066282746310007;
function stirlingSeries(x) {
  const z = 1 / (x * x);
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / x;
}
function gammaLn(x) {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x === 1 || x === 2) return 0;
  let shift = 1;
  let y2 = x;
  while (y2 < 16) {
    shift *= y2;
    y2 += 1;
  }
  return (y2 - 0.5) * ln(y2) - y2 + halfLn2Pi + stirlingSeries(y2) - ln(shift);
}
function stirlingError(x) {
  if (x >= 15) return stirlingSeries(x);
  return gammaLn(x + 1) - (x + 0.5) * ln(x) + x - halfLn2Pi;
}
function deviance(x, m) {
  const gap = x - m;
  if (Math.abs(gap) > 0.1 * (x + m)) return x * ln(x / m) - gap;
  const v = gap / (x + m);
  let sum2 = gap * v;
  let term = 2 * x * v;
  for (let n = 3; ; n += 2) {
    term *= v * v;
    const next2 = sum2 + term / n;
    if (next2 === sum2) return next2;
    sum2 = next2;
  }
}
function poissonTerm(x, m) {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return exp(-m);
  return exp(-stirlingError(x) - deviance(x, m)) / (root2Pi * Math.sqrt(x));
}
function lowerSeries(shape2, x) {
  let term = 1;
  let sum2 = 1;
  for (let n = 1; term > 1e-17 * sum2; n++) {
    term *= x / (shape2 + n);
    sum2 += term;
  }
  return sum2 * poissonTerm(shape2, x);
}
function upperFraction(shape2, x) {
  let b = x + 1 - shape2;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1e5; n++) {
    const a = -n * (n - shape2);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step2 = c * d;
    h *= step2;
    if (Math.abs(step2 - 1) < 1e-16) break;
  }
  return h * shape2 * poissonTerm(shape2, x);
}
function gammaP(shape2, x) {
  if (!(x > 0)) return Number.isNaN(x) ? x : 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < shape2 + 1 ? lowerSeries(shape2, x) : 1 - upperFraction(shape2, x);
}
function gammaQ(shape2, x) {
  if (!(x > 0)) return Number.isNaN(x) ? x : 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < shape2 + 1 ? 1 - lowerSeries(shape2, x) : upperFraction(shape2, x);
}

// src/random/normal.ts
function normalCdf(x) {
  const half = 0.5 * x * x;
  if (x < 0) return 0.5 * gammaQ(0.5, half);
  return 0.5 + 0.5 * gammaP(0.5, half);
}
function middle(q) {
  const r = 0.180625 - q * q;
  const above = ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r + 13731.69376550946) * r + 1971.5909503065513) * r + 133.14166789178438) * r + 3.3871328727963665;
  const below = ((((((5226.495278852546 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r + 5394.196021424751) * r + 687.1870074920579) * r + 42.31333070160091) * r + 1;
  return q * above / below;
}
function flank(t) {
  const r = t - 1.6;
  const above = ((((((7745450142783414e-19 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r + 3.6478483247632045) * r + 5.769497221460691) * r + 4.630337846156546) * r + 1.4234371107496835;
  const below = ((((((10507500716444169e-25 * r + 5475938084995345e-19) * r + 0.015198666563616457) * r + 0.14810397642748008) * r + 0.6897673349851) * r + 1.6763848301838038) * r + 2.053191626637759) * r + 1;
  return above / below;
}
function farTail(t) {
  const r = t - 5;
  const above = ((((((20103343992922881e-23 * r + 27115555687434876e-21) * r + 0.0012426609473880784) * r + 0.026532189526576124) * r + 0.29656057182850487) * r + 1.7848265399172913) * r + 5.463784911164114) * r + 6.657904643501103;
  const below = ((((((20442631033899397e-31 * r + 1421511758316446e-22) * r + 18463183175100548e-21) * r + 7868691311456133e-19) * r + 0.014875361290850615) * r + 0.1369298809227358) * r + 0.599832206555888) * r + 1;
  return above / below;
}
function normalQuantile(p) {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return middle(q);
  if (!(p > 0 && p < 1)) return p === 0 || p === 1 ? (p - 0.5) * Number.POSITIVE_INFINITY : Number.NaN;
  const t = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  const size3 = t <= 5 ? flank(t) : farTail(t);
  return q < 0 ? -size3 : size3;
}

// src/nearest.ts
function editDistance(a, b) {
  const from = a.toLowerCase();
  const to = b.toLowerCase();
  let before = [];
  let last = Array.from({ length: to.length + 1 }, (_2, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? from.length;
}
function nearest(name, known) {
  const wanted2 = name.slice(0, 64);
  const letters = lettersOf(wanted2);
  const same = letters === "" ? void 0 : known.find((candidate) => lettersOf(candidate) === letters);
  if (same !== void 0) return same;
  let best = null;
  let bestDistance = Math.max(2, Math.floor(wanted2.length / 3)) + 1;
  for (const candidate of known) {
    const plain3 = candidate.toLowerCase();
    const begins = plain3.startsWith(wanted2.toLowerCase()) && wanted2.length >= 2;
    const distance = begins ? 1 : Math.min(editDistance(wanted2, candidate), shortens(wanted2.toLowerCase(), plain3) ? 2 : Number.POSITIVE_INFINITY);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
var lettersOf = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
function shortens(wanted2, candidate) {
  if (wanted2.length < 4 || wanted2[0] !== candidate[0] || wanted2.length < 0.6 * candidate.length) return false;
  let at2 = 0;
  for (const letter of candidate) if (letter === wanted2[at2]) at2++;
  return at2 === wanted2.length;
}

// src/units/time.ts
var forever = Number.POSITIVE_INFINITY;
var never = Number.POSITIVE_INFINITY;
var microsecond = 1;
var millisecond = 1e3;
var second = 1e6;
var minute = 60 * second;
var hour = 60 * minute;
var day = 24 * hour;
var ms = (n) => Math.round(n * millisecond);
var seconds = (n) => Math.round(n * second);
var minutes = (n) => Math.round(n * minute);
var inMs = (span15) => span15 / millisecond;
var inSeconds = (span15) => span15 / second;

// src/units/text.ts
var good = (value) => ({ ok: true, value });
var bad = (says) => ({ ok: false, says });
var spans = {
  us: microsecond,
  \u00B5s: microsecond,
  \u03BCs: microsecond,
  ms: millisecond,
  s: second,
  sec: second,
  m: minute,
  min: minute,
  h: hour,
  d: day,
  w: 7 * day
};
var sizes = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
var number = String.raw`[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`;
var spanPart = new RegExp(String.raw`^\s*(${number})\s*([a-zA-Zµμ]+)`);
var rateForm = new RegExp(String.raw`^\s*(${number})\s*(?:/|per)\s*([a-zA-Zµμ]+)\s*$`);
var shareForm = new RegExp(String.raw`^\s*(${number})\s*%\s*$`);
var sizeForm = new RegExp(String.raw`^\s*(${number})\s*([a-zA-Z]+)\s*$`);
var bareForm = new RegExp(String.raw`^\s*[+-]?${number}\s*$`);
var brief = (text3) => {
  const line = text3.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}\u2026` : line;
};
var tooLarge = (text3) => bad(`${brief(text3)} is too large a number`);
var finite = (value, text3) => Number.isFinite(value) ? good(value) : tooLarge(text3);
var toNumber = (digits) => Number(digits.replaceAll("_", ""));
function parseDuration(text3) {
  if (/^\s*-/.test(text3)) return bad("a time cannot be negative");
  if (bareForm.test(text3)) return bad(`"${brief(text3)}" has no unit: write ${brief(text3)}ms, ${brief(text3)}s or ${brief(text3)}m`);
  let rest2 = text3;
  let total2 = 0;
  while (rest2.trim() !== "") {
    const part = spanPart.exec(rest2);
    if (part === null) return bad(`"${brief(text3)}" is not a time: write it like 250ms, 45s, 1h30m`);
    const unit = spans[part[2] ?? ""];
    if (unit === void 0) return bad(`"${brief(part[2] ?? "")}" is not a unit of time: known are us, ms, s, m (or min), h, d, w`);
    total2 += toNumber(part[1] ?? "") * unit;
    rest2 = rest2.slice(part[0].length);
  }
  if (text3.trim() === "") return bad("a time is missing: write it like 250ms, 45s, 1h30m");
  return finite(Math.round(total2), text3);
}
function parseRate(text3) {
  if (/^\s*-/.test(text3)) return bad("a rate cannot be negative");
  const form = rateForm.exec(text3);
  if (form === null) {
    return bareForm.test(text3) ? bad(`"${brief(text3)}" has no unit: write ${brief(text3)}/s or ${brief(text3)}/min`) : bad(`"${brief(text3)}" is not a rate: write it like 110/s or 2/min`);
  }
  const name = form[2] ?? "";
  const unit = spans[name] ?? (name === "second" ? second : name === "minute" ? minute : name === "hour" ? hour : name === "day" ? day : void 0);
  if (unit === void 0) return bad(`"${brief(name)}" is not a unit of time: write the rate like 110/s, 2/min or 5/h`);
  return finite(toNumber(form[1] ?? "") * second / unit, text3);
}
function parseShare(text3) {
  const form = shareForm.exec(text3);
  if (form !== null) return finite(toNumber(form[1] ?? "") / 100, text3);
  if (/^\s*-/.test(text3)) return bad("a share cannot be negative");
  return bareForm.test(text3) ? finite(toNumber(text3), text3) : bad(`"${brief(text3)}" is not a share: write it like 5% or 0.05`);
}
function parseSize(text3) {
  if (/^\s*-/.test(text3)) return bad("a size cannot be negative");
  const form = sizeForm.exec(text3);
  const unit = form === null ? void 0 : sizes[form[2] ?? ""];
  if (form === null || unit === void 0) return bad(`"${brief(text3)}" is not a size: write it like 8MB or 512KiB`);
  return finite(toNumber(form[1] ?? "") * unit, text3);
}
function plainNumber(value) {
  const size3 = Math.abs(value);
  const decimals = size3 >= 100 ? 1 : size3 >= 10 ? 2 : 3;
  return String(Number(value.toFixed(decimals)));
}
function durationText(span15) {
  if (span15 === forever) return "forever";
  const size3 = Math.abs(span15);
  if (size3 >= 2 * day) return `${plainNumber(span15 / day)}d`;
  if (size3 >= 2 * hour) return `${plainNumber(span15 / hour)}h`;
  if (size3 >= 2 * minute) return `${plainNumber(span15 / minute)}m`;
  if (size3 >= second) return `${plainNumber(span15 / second)}s`;
  if (size3 >= millisecond) return `${plainNumber(span15 / millisecond)}ms`;
  return size3 === 0 ? "0s" : `${plainNumber(span15)}us`;
}
function rateText(rate2) {
  if (rate2 >= 1 || rate2 === 0) return `${plainNumber(rate2)}/s`;
  return rate2 * 60 >= 1 ? `${plainNumber(rate2 * 60)}/min` : `${plainNumber(rate2 * 3600)}/h`;
}
var shareText = (share3) => `${plainNumber(share3 * 100)}%`;

// src/shape.ts
var Place = class _Place {
  path;
  found;
  constructor(found11, path = []) {
    this.found = found11;
    this.path = path;
  }
  at(key) {
    return new _Place(this.found, [...this.path, key]);
  }
  /** Reports a mistake here and returns undefined, so that a reader can `return here.wrong(…)`. */
  wrong(says, on = "value") {
    this.found.issues.push({ path: this.path, on, says });
    return void 0;
  }
  refer(to, name) {
    this.found.references.push({ to, name, path: this.path });
  }
};
var shape = (says, schema3, read) => ({
  says,
  schema: { description: says, ...schema3 },
  required: true,
  fallback: void 0,
  read
});
var withDefault = (of, fallback, shown2) => ({
  ...of,
  schema: shown2 === void 0 ? of.schema : { ...of.schema, default: shown2 },
  required: false,
  fallback
});
var optional = (of) => ({ ...of, required: false, fallback: null });
var saying = (says, of) => ({ ...of, says, schema: { ...of.schema, description: says } });
function describe(value) {
  if (value === null || value === void 0) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a table";
  return typeof value === "string" ? `"${brief(value)}"` : String(value);
}
function suggestion(name, known) {
  const near = typeof name === "string" ? nearest(name, known) : null;
  const shown2 = known.length > 24 ? `${known.slice(0, 24).join(", ")}, \u2026` : known.join(", ");
  return `${near === null ? "" : ` Did you mean "${near}"?`}${known.length === 0 ? "" : ` Known: ${shown2}.`}`;
}
var either = (says, ways) => shape(says, { anyOf: ways.map((way) => way.of.schema) }, (value, here) => {
  const way = ways.find((candidate) => candidate.when(value));
  return way === void 0 ? here.wrong(`${describe(value)} does not fit: ${ways.map((candidate) => candidate.of.says).join(", or ")}`) : way.of.read(value, here);
});
var turned = (of, turn) => ({
  says: of.says,
  schema: of.schema,
  required: of.required,
  fallback: void 0,
  read: (value, here) => {
    const read = of.read(value, here);
    return read === void 0 ? void 0 : turn(read, here);
  }
});

// src/result/series.ts
var heatBinsPerOctave = 4;

// src/result.ts
var resultVersion = "poolsim-result/1";
var percentileErrorBound = 0.01;
var failureKinds = [
  "acquireTimeout",
  "poolExhausted",
  "queueFull",
  "refused",
  "connectFailed",
  "statementTimeout",
  "idleInTransactionTimeout",
  "transactionTimeout",
  "lockTimeout",
  "deadlock",
  "severed",
  "killed",
  "clientGaveUp",
  "breakerOpen",
  "shed",
  "callFailed",
  "appDown",
  "unavailable"
];

// src/promise/measures.ts
var own = (table2, name) => Object.hasOwn(table2, name) ? table2[name] ?? null : null;
var spanOf = (figures, part) => part === "wait" ? figures.waitMs : part === "hold" ? figures.holdMs : figures.latencyMs;
var entry = (name, about, unit, says, of, more = {}) => ({ name, about, unit, says, live: false, final: true, orNever: false, of, ...more });
var live = { live: true };
var span = (name, says) => entry(name, "class", "time", says, (result, { of, part }) => {
  const figures = own(result.classes, of);
  return figures === null ? null : spanOf(figures, part)[name];
});
var ofClass = (name, unit, says, pick, more = {}) => entry(name, "class", unit, says, (result, about) => {
  const figures = own(result.classes, about.of);
  return figures === null ? null : pick(figures, about);
}, more);
var ofPool = (name, unit, says, pick, more = {}) => entry(name, "pool", unit, says, (result, { of }) => {
  const figures = own(result.pools, of);
  return figures === null ? null : pick(figures);
}, more);
var ofDatabase = (name, unit, says, pick, more = {}) => entry(name, "database", unit, says, (result, { of }) => {
  const figures = own(result.databases, of);
  return figures === null ? null : pick(figures);
}, more);
var failureWindows = (result, className) => result.windows.filter((window) => window.what === "failures" && window.of === className);
var earliest = (times2) => times2.length === 0 ? null : times2.reduce((a, b) => Math.min(a, b));
var failuresOf = (figures, kind) => kind === null ? figures.failed : own(figures.failures, kind) ?? 0;
var all = [
  span("p50", "median latency"),
  span("p90", "90th percentile of latency"),
  span("p95", "95th percentile of latency"),
  span("p99", "99th percentile of latency"),
  span("p999", "99.9th percentile of latency"),
  span("mean", "mean latency"),
  span("max", "longest latency"),
  ofClass("failedShare", "share", "share of requests that failed", (figures) => figures.failedShare, live),
  ofClass("failures", "count", "requests that failed, of one kind or of all", (figures, { kind }) => failuresOf(figures, kind)),
  ofClass("throughput", "rate", "requests served per second", (figures) => figures.throughputPerS, live),
  ofClass("arrived", "count", "requests that arrived", (figures) => figures.arrived),
  ofClass("served", "count", "requests that were served", (figures) => figures.served),
  ofClass("unfinished", "count", "requests still inside at the end", (figures) => figures.unfinished),
  ofClass("retries", "count", "second and later tries", (figures) => figures.retries),
  ofClass("window", "span", "how long failures lasted, all windows together", (figures) => figures.failureWindowS),
  entry("firstFailure", "class", "span", "time from the start to the first failure", (result, { of }) => earliest(failureWindows(result, of).map((window) => window.fromS)), { orNever: true }),
  ofPool("utilisation", "share", "lent connections over the most allowed", (figures) => figures.utilisation, live),
  ofPool("timeouts", "count", "acquisitions that timed out", (figures) => figures.timeouts),
  ofPool("opened", "count", "connections opened", (figures) => figures.opened),
  ofPool("closed", "count", "connections closed", (figures) => figures.closed),
  ofPool("leaked", "count", "connections never given back", (figures) => figures.leaked),
  ofPool("waiting", "count", "most callers waiting at once", (figures) => figures.pendingMax, live),
  ofPool("active", "count", "most connections lent at once", (figures) => figures.activeMax, live),
  entry("idle", "pool", "count", "idle connections", () => null, { live: true, final: false }),
  ofPool("exhaustedShare", "share", "share of time with everything lent and someone waiting", (figures) => figures.exhaustedShare),
  ofDatabase("staleReads", "count", "reads of a replica that missed what their request had written", (figures) => figures.replica?.staleReads ?? 0),
  ofDatabase("lostWrites", "count", "writes that a promoted replica had not got", (figures) => figures.replica?.lostWrites ?? 0),
  ofDatabase("lag", "time", "longest time that a write took to a replica", (figures) => figures.replica?.lagMsMax ?? 0),
  ofDatabase("cpuUtilisation", "share", "mean share of busy cores", (figures) => figures.cpuUtilisation, live),
  ofDatabase("runQueue", "count", "mean number of statements running or ready to run", (figures) => figures.runQueueMean, live),
  ofDatabase("sessions", "count", "most sessions at once", (figures) => figures.sessionsMax, live),
  entry("refused", "either", "count", "connections or sessions the server refused", (result, { of }) => (own(result.pools, of) ?? own(result.databases, of))?.refused ?? null),
  entry("fired", "alert", "span", "time from the start until an alert fired", (result, { of }) => earliest(result.alerts.filter((alert) => alert.name === of).map((alert) => alert.firedAtS)), { orNever: true })
];
var measures = Object.fromEntries(all.map((measure) => [measure.name, measure]));
var hasParts = (measure) => measure.unit === "time";

// src/promise/grammar.ts
var bad2 = (says) => ({ ok: false, says });
var example = { final: "p99(api) < 250ms", live: "utilisation(main) > 80%" };
var callForm = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*\(([^()]*)\)\s*(.*)$/s;
var dottedForm = /^\s*([A-Za-z0-9_][A-Za-z0-9_\-/.]*)\.([A-Za-z0-9]+)\s*([<>=].*)?$/s;
var nameForm = /^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/;
var confidenceForm = /\s*@\s*([^@]*)$/s;
function parseCondition(text3, use) {
  const call2 = callForm.exec(text3);
  if (call2 === null) return bad2(notACall(text3, use));
  const [, name = "", inside = "", rest2 = ""] = call2;
  const known = [...Object.values(measures).filter((measure2) => measure2[use]).map((measure2) => measure2.name), ...use === "final" ? ["recovered"] : []];
  if (!known.includes(name)) return bad2(unknownMeasure(name, known, use));
  const sure = confidenceIn(rest2);
  if (!sure.ok) return sure;
  if (name === "recovered") return recovered(inside, sure.rest, sure.confidence);
  const measure = measures[name];
  const subject = subjectIn(measure, inside);
  if (!subject.ok) return subject;
  const limit = comparison(measure, sure.rest);
  if (!limit.ok) return limit;
  const condition = { measure: name, ...subject.subject, within: null, ...limit.limit };
  return { ok: true, read: { condition, about: measure.about, confidence: sure.confidence, limitText: sure.rest.trim() } };
}
function notACall(text3, use) {
  const dotted = dottedForm.exec(text3);
  const measure = dotted?.[2] ?? "";
  if (dotted !== null && Object.hasOwn(measures, measure)) return `write it like "${measure}(${dotted[1]})${dotted[3] === void 0 ? "" : ` ${dotted[3].trim()}`}"`;
  return `"${brief(text3)}" is not a condition: write it like "${example[use]}"`;
}
function unknownMeasure(name, known, use) {
  const all3 = `Known: ${known.join(", ")}.`;
  if (Object.hasOwn(measures, name)) return `${use === "live" ? `${name} is known only when the run is over: no alert can watch it` : `only an alert can watch ${name}`}. ${all3}`;
  const near = nearest(name, known);
  return `"${brief(name)}" is not a measure.${near === null ? "" : ` Did you mean "${near}"?`} ${all3}`;
}
function confidenceIn(rest2) {
  const form = confidenceForm.exec(rest2);
  if (form === null) return { ok: true, rest: rest2, confidence: null };
  const written = (form[1] ?? "").trim();
  const parsed = parseShare(written);
  if (!parsed.ok || !written.endsWith("%")) return bad2(`"@${brief(written)}" is not a confidence: write it like @95%`);
  if (parsed.value < 0.5 || parsed.value > 0.9999) return bad2(`@${written} is out of range: a confidence lies between 50% and 99.99%`);
  return { ok: true, rest: rest2.slice(0, form.index), confidence: parsed.value };
}
var wanted = { class: "a class", pool: "a pool", database: "a database", either: "a pool or a database", alert: "an alert" };
function subjectIn(measure, inside) {
  const [first = "", ...others2] = inside.split(",").map((word) => word.trim());
  if (first === "") return bad2(`${measure.name}() needs the name of ${wanted[measure.about]} in its brackets`);
  const part = hasParts(measure) && first.endsWith(".wait") ? "wait" : hasParts(measure) && first.endsWith(".hold") ? "hold" : "latency";
  const of = part === "latency" ? first : first.slice(0, -5);
  if (measure.about !== "alert" && !nameForm.test(of)) return bad2(`"${brief(of)}" is not a name: use letters, digits, dots, dashes and underscores`);
  if (others2.length === 0) return { ok: true, subject: { of, part, kind: null } };
  const [kind = ""] = others2;
  if (measure.name !== "failures" || others2.length > 1) return bad2(`${measure.name}() takes ${measure.name === "failures" ? "a name and a kind of failure" : "one name"}, found "${brief(inside)}"`);
  if (!failureKinds.some((one2) => one2 === kind)) return bad2(`"${brief(kind)}" is not a kind of failure.${suggestion(kind, failureKinds)}`);
  return { ok: true, subject: { of, part, kind } };
}
var compareForm = /^\s*(<=|>=|==|<|>|between\b)\s*(.*)$/s;
var almost = { "=": "==", "=<": "<=", "=>": ">=", "\u2264": "<=", "\u2265": ">=", "!=": "< or >", "<>": "< or >", "===": "==" };
function comparison(measure, rest2) {
  const word = /^\s*([<>=!≤≥]+)/.exec(rest2)?.[1];
  if (word !== void 0 && Object.hasOwn(almost, word)) return bad2(`"${word}" is not a comparison here: write ${almost[word]}`);
  const form = compareForm.exec(rest2);
  if (form === null) return bad2(`${measure.name}(\u2026) must be compared: with <, <=, >, >=, == or between \u2026 and \u2026${rest2.trim() === "" ? "" : `; found "${brief(rest2.trim())}"`}`);
  const [, compare = "", limits2 = ""] = form;
  if (compare !== "between") {
    const limit = quantity(measure, limits2);
    return limit.ok ? { ok: true, limit: { compare, limit: limit.value, upper: null } } : limit;
  }
  const [low, high, ...more] = limits2.split(/\band\b/);
  if (low === void 0 || high === void 0 || more.length > 0) return bad2(`between needs two limits: between ${unitExamples[measure.unit]} and ${unitUpper[measure.unit]}`);
  const lower = quantity(measure, low);
  const upper = quantity(measure, high);
  if (!lower.ok) return lower;
  if (!upper.ok) return upper;
  if (lower.value > upper.value) return bad2(`between ${low.trim()} and ${high.trim()}: the first limit must be the smaller one`);
  return { ok: true, limit: { compare: "between", limit: lower.value, upper: upper.value } };
}
var unitNames = { time: "a time", span: "a time", share: "a share", rate: "a rate", count: "a number" };
var unitExamples = { time: "250ms", span: "12m", share: "1%", rate: "110/s", count: "12" };
var unitUpper = { time: "300ms", span: "15m", share: "2%", rate: "120/s", count: "15" };
var unitSuffix = { time: "ms", span: "s", share: "%", rate: "/s", count: "" };
var bare = /^[0-9]+(?:\.[0-9]+)?$/;
function quantity(measure, written) {
  const text3 = written.trim();
  const { unit, name } = measure;
  if (text3 === "") return bad2(`a limit is missing: ${name} is ${unitNames[unit]}, write it like ${unitExamples[unit]}`);
  if (unit !== "count" && bare.test(text3)) return bad2(`${name} is ${unitNames[unit]}: write ${text3}${unitSuffix[unit]}`);
  const parsed = parsedAs(unit, text3);
  if (parsed.ok && Number.isFinite(parsed.value)) return parsed;
  return bad2(`${name} is ${unitNames[unit]}: write it like ${unitExamples[unit]}, not "${brief(text3)}"`);
}
function parsedAs(unit, text3) {
  switch (unit) {
    case "time":
      return scaled(parseDuration(text3), millisecond);
    case "span":
      return scaled(parseDuration(text3), second);
    case "share":
      return parseShare(text3);
    case "rate":
      return parseRate(text3);
    case "count":
      return /^[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?$/.test(text3) ? { ok: true, value: Number(text3.replaceAll("_", "")) } : bad2("");
  }
}
var scaled = (parsed, by) => parsed.ok ? { ok: true, value: parsed.value / by } : parsed;
function recovered(inside, rest2, confidence) {
  const form = /^\s*([^,\s]+)\s*,\s*within\s*:\s*(.+?)\s*$/s.exec(inside);
  if (form === null) return bad2(`write it like "recovered(api, within: 60s)"`);
  const [, of = "", span15 = ""] = form;
  if (!nameForm.test(of)) return bad2(`"${brief(of)}" is not a name: use letters, digits, dots, dashes and underscores`);
  if (rest2.trim() !== "") return bad2(`recovered(\u2026) stands alone; take "${brief(rest2.trim())}" away`);
  const within = parseDuration(span15);
  if (!within.ok) return bad2(`within: ${within.says}`);
  const condition = { measure: "recovered", of, part: "latency", kind: null, within: within.value, compare: "holds", limit: 0, upper: null };
  return { ok: true, read: { condition, about: "class", confidence, limitText: `within ${span15}` } };
}

// src/shape/tables.ts
var isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var record = (says, fields) => {
  const keys = Object.keys(fields);
  const schema3 = {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(keys.map((key) => [key, fields[key]?.schema])),
    required: keys.filter((key) => fields[key]?.required)
  };
  return shape(says, schema3, (value, here) => {
    if (!isTable(value)) return here.wrong(`expected a table with ${keys.slice(0, 8).join(", ")}${keys.length > 8 ? ", \u2026" : ""}, found ${describe(value)}`);
    return readFields(fields, value, here, unknownKeys(value, keys, here));
  });
};
function unknownKeys(value, known, here) {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  for (const key of unknown) here.at(key).wrong(`unknown key "${brief(key)}".${suggestion(key, known)}`, "key");
  return new Set(unknown.map((key) => nearest(key, known)).filter((key) => key !== null));
}
function readFields(fields, value, here, meant = /* @__PURE__ */ new Set()) {
  const result = {};
  let whole3 = true;
  for (const [key, field] of Object.entries(fields)) {
    const given2 = Object.hasOwn(value, key) && value[key] !== void 0;
    if (!given2 && field.required && !meant.has(key)) here.wrong(`"${key}" is missing: ${field.says}`);
    const read = given2 ? field.read(value[key], here.at(key)) : field.fallback;
    if (read === void 0) whole3 = false;
    else result[key] = read;
  }
  return whole3 ? result : void 0;
}
var listOf = (says, of, bounds = {}) => shape(says, { type: "array", items: of.schema, ...bounds.atLeast ? { minItems: bounds.atLeast } : {} }, (value, here) => {
  if (!Array.isArray(value)) return here.wrong(`expected a list, found ${describe(value)}`);
  if (value.length < (bounds.atLeast ?? 0)) return here.wrong(`the list needs at least ${bounds.atLeast} ${bounds.atLeast === 1 ? "entry" : "entries"}`);
  if (value.length > (bounds.atMost ?? 1e6)) return here.wrong(`the list has ${value.length} entries: at most ${bounds.atMost ?? 1e6}`);
  const read = value.map((entry2, i) => of.read(entry2, here.at(i)));
  return read.every((entry2) => entry2 !== void 0) ? read : void 0;
});
var tableOf = (says, of) => shape(says, { type: "object", additionalProperties: of.schema }, (value, here) => {
  if (!isTable(value)) return here.wrong(`expected a table from names to values, found ${describe(value)}`);
  const result = [];
  let whole3 = true;
  for (const [name, entry2] of Object.entries(value)) {
    const place5 = here.at(name);
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/.test(name) || name === "__proto__") {
      whole3 = false;
      place5.wrong(`"${brief(name)}" is not a name: use letters, digits, dots, dashes and underscores`, "key");
      continue;
    }
    const read = of.read(entry2, place5);
    if (read === void 0) whole3 = false;
    else result.push([name, read]);
  }
  return whole3 ? Object.fromEntries(result) : void 0;
});
var keyed = (says, what, kinds2, besides = []) => {
  const names2 = Object.keys(kinds2);
  const schema3 = { oneOf: names2.map((name) => ({ type: "object", additionalProperties: false, required: [name], properties: { [name]: kinds2[name]?.schema } })) };
  return shape(says, schema3, (value, here) => {
    if (!isTable(value)) return here.wrong(`expected ${what}, one of ${names2.join(", ")}; found ${describe(value)}`);
    const keys = Object.keys(value);
    const [key] = keys;
    const unknown = keys.filter((other) => !Object.hasOwn(kinds2, other));
    for (const other of unknown) here.at(other).wrong(`"${brief(other)}" is not ${what}.${suggestion(other, [...names2, ...besides])}`, "key");
    if (unknown.length > 0) return void 0;
    if (key === void 0 || keys.length > 1) return here.wrong(`expected exactly one of ${names2.join(", ")}; found ${keys.length === 0 ? "none" : keys.join(" and ")}`);
    return kinds2[key]?.read(value[key], here.at(key));
  });
};
var keyedByField = (says, field, kinds2) => {
  const names2 = Object.keys(kinds2);
  const schema3 = { anyOf: [{ enum: names2 }, ...names2.map((name) => ({ type: "object", description: kinds2[name]?.says, additionalProperties: false, required: [field], properties: { [field]: { const: name }, ...propertiesOf(kinds2[name]) } }))] };
  return shape(says, schema3, (value, here) => {
    if (typeof value === "string") return Object.hasOwn(kinds2, value) ? kinds2[value]?.read({}, here) : here.wrong(`${describe(value)} is not a ${field} known here.${suggestion(value, names2)}`);
    if (!isTable(value)) return here.wrong(`expected a table with "${field}", found ${describe(value)}`);
    const { [field]: kind, ...rest2 } = value;
    if (kind === void 0) return here.wrong(`"${field}" is missing: one of ${names2.join(", ")}`);
    if (typeof kind !== "string" || !Object.hasOwn(kinds2, kind)) return here.at(field).wrong(`${describe(kind)} is not a ${field} known here.${suggestion(kind, names2)}`);
    return kinds2[kind]?.read(rest2, here);
  });
};
var propertiesOf = (of) => isTable(of?.schema.properties) ? of.schema.properties : {};

// src/shape/values.ts
var text = (says) => shape(says, { type: "string" }, (value, here) => typeof value === "string" && value.trim() !== "" ? value : here.wrong(`expected text, found ${describe(value)}`));
var flag = (says) => shape(says, { type: "boolean" }, (value, here) => typeof value === "boolean" ? value : here.wrong(`expected true or false, found ${describe(value)}`));
var bounded = (value, bounds, show, here) => {
  if (bounds.atLeast !== void 0 && value < bounds.atLeast) return here.wrong(`${show(value)} is too small: at least ${show(bounds.atLeast)}`);
  if (bounds.atMost !== void 0 && value > bounds.atMost) return here.wrong(`${show(value)} is too large: at most ${show(bounds.atMost)}`);
  return value;
};
var count = (says, bounds = {}) => {
  const limits2 = { atLeast: 0, atMost: 1e7, ...bounds };
  return shape(says, { type: "integer", minimum: limits2.atLeast, maximum: limits2.atMost }, (value, here) => typeof value === "number" && Number.isInteger(value) ? bounded(value, limits2, String, here) : here.wrong(`expected a whole number, found ${describe(value)}`));
};
var amount = (says, bounds = {}) => {
  const limits2 = { atLeast: 0, atMost: 1e12, ...bounds };
  return shape(says, { type: "number", minimum: limits2.atLeast, maximum: limits2.atMost }, (value, here) => typeof value === "number" && Number.isFinite(value) ? bounded(value, limits2, String, here) : here.wrong(`expected a number, found ${describe(value)}`));
};
var oneOf = (says, words5) => shape(says, { enum: words5 }, (value, here) => {
  const word = words5.find((w) => w === value);
  return word ?? here.wrong(`${describe(value)} is not known here.${suggestion(value, words5)}`);
});
var fromText = (value, parse2, example2, here) => {
  const asText2 = typeof value === "number" ? String(value) : value;
  if (typeof asText2 !== "string") return here.wrong(`expected ${example2}, found ${describe(value)}`);
  const parsed = parse2(asText2);
  return parsed.ok ? parsed.value : here.wrong(parsed.says);
};
var duration = (says, options2 = {}) => {
  const limits2 = { atLeast: 0, atMost: 3650 * day, ...options2 };
  const words5 = options2.foreverAs ?? [];
  const schema3 = { anyOf: [{ type: "string", examples: ["250ms", "45s", "1h30m"] }, ...options2.bare ? [{ type: "number" }] : []] };
  return shape(says, schema3, (value, here) => {
    if (words5.some((word) => word === value)) return forever;
    const bare2 = typeof value === "number" && options2.bare !== void 0 && Number.isFinite(value);
    if (bare2 && value < 0) return here.wrong("a time cannot be negative");
    const span15 = bare2 ? options2.bare === "s" ? seconds(value) : ms(value) : fromText(value, parseDuration, "a time like 250ms or 45s", here);
    return span15 === void 0 ? void 0 : bounded(span15, limits2, durationText, here);
  });
};
var moment = (says) => shape(says, { type: "string", examples: ["35m", "23:30", "2024-06-15T23:30:15"] }, (value, here) => {
  if (typeof value !== "string" || !/[0-9]:[0-9]|^\s*[0-9]{4}-[0-9]/.test(value)) return fromText(value, parseDuration, "a time like 35m or 23:30", here);
  const found11 = here.found.instantOf(value);
  return "at" in found11 ? found11.at : here.wrong(found11.problem);
});
var rate = (says, bounds = {}) => shape(says, { type: "string", examples: ["110/s", "2/min"] }, (value, here) => {
  const read = fromText(value, parseRate, "a rate like 110/s", here);
  return read === void 0 ? void 0 : bounded(read, { atLeast: 0, atMost: 1e7, ...bounds }, rateText, here);
});
var share = (says, bounds = {}) => shape(says, { anyOf: [{ type: "string", examples: ["5%"] }, { type: "number" }] }, (value, here) => {
  const read = fromText(value, parseShare, "a share like 5%", here);
  return read === void 0 ? void 0 : bounded(read, { atLeast: 0, atMost: 1, ...bounds }, (n) => `${Number((n * 100).toPrecision(6))}%`, here);
});
var size = (says) => shape(says, { type: "string", examples: ["8MB"] }, (value, here) => fromText(value, parseSize, "a size like 8MB", here));
var nameIn = (to, says) => shape(says, { type: "string" }, (value, here) => {
  if (typeof value !== "string") return here.wrong(`expected a name from ${to}, found ${describe(value)}`);
  here.refer(to, value);
  return value;
});

// src/promise.ts
var referred = { class: "classes", pool: "poolsOrPoolers", database: "databasesOrPoolers", either: "poolsOrDatabases", alert: "alerts" };
var longest = 500;
var conditionText = (says, use, examples) => shape(says, { type: "string", examples }, (value, here) => {
  if (typeof value === "string" && value.length > longest) return here.wrong(`a condition has at most ${longest} characters`);
  if (typeof value !== "string") return here.wrong(`expected a condition like "${examples[0]}", found ${describe(value)}`);
  const parsed = parseCondition(value, use);
  if (!parsed.ok) return here.wrong(parsed.says);
  here.refer(referred[parsed.read.about], parsed.read.condition.of);
  return { ...parsed.read, text: value.trim() };
});
var promised = turned(conditionText("what must hold", "final", ["p99(api) < 250ms", "failedShare(api) < 1%", "recovered(api, within: 60s)"]), ({ text: written, condition, confidence }) => ({ text: written, condition, confidence }));
var promiseShape = textOrTable(promised, turned(record("a promise", { promise: promised }), ({ promise }) => promise));
var claimed = turned(conditionText("a published figure with its tolerance", "final", ["failedShare(api) between 15% and 17%"]), (read, here) => read.confidence === null ? read : here.wrong("a claim has no confidence: take the @ away"));
var claimShape = textOrTable(
  turned(claimed, ({ text: written, condition, limitText }) => ({ text: written, condition, published: limitText })),
  turned(record("a claim", { claim: claimed, published: optional(text("the published figure, as written")) }), ({ claim, published }) => ({
    text: claim.text,
    condition: claim.condition,
    published: published ?? claim.limitText
  }))
);
var alertShape = turned(
  record("an alert", {
    name: text("a name for the alert"),
    when: conditionText("the condition it watches", "live", ["utilisation(main) > 80%", "waiting(main) > 0"]),
    for: withDefault(duration("fires when the condition has held for this long"), 0, "0s")
  }),
  (read, here) => read.when.confidence === null ? { name: read.name, when: read.when.text, condition: read.when.condition, for: read.for } : here.at("when").wrong("an alert has no confidence: take the @ away")
);
function textOrTable(short, long2) {
  return shape(short.says, { anyOf: [short.schema, long2.schema] }, (value, here) => (isTable(value) ? long2 : short).read(value, here));
}

// src/random/gamma-quantile.ts
var root2Pi2 = 2.5066282746310007;
var powerLawBelow = -60;
function guess(z, lowTail, shape2) {
  const spread = 1 / (9 * shape2);
  const root = 1 - spread + z * Math.sqrt(spread);
  return root > 0.3 ? ln(shape2 * root * root * root) : lowTail;
}
function quantileLn(lower, upper, shape2) {
  const lowTail = (ln(lower) + gammaLn(shape2 + 1)) / shape2;
  if (lowTail < powerLawBelow) return lowTail;
  let low = -100;
  let high = 750;
  let y2 = guess(lower < 0.5 ? normalQuantile(lower) : -normalQuantile(upper), lowTail, shape2);
  for (let n = 0; n < 200; n++) {
    const x = exp(y2);
    const over = lower < 0.5 ? gammaP(shape2, x) - lower : upper - gammaQ(shape2, x);
    if (over > 0) high = y2;
    else low = y2;
    const slope = shape2 * poissonTerm(shape2, x);
    const step2 = slope > 0 ? over / slope : Number.NaN;
    const next2 = y2 - step2;
    if (Math.abs(step2) < 1e-14 * Math.max(1, Math.abs(y2))) return next2;
    y2 = next2 > low && next2 < high ? next2 : (low + high) / 2;
    if (high - low < 1e-15 * Math.abs(y2)) return y2;
  }
  return y2;
}
var perDeviate = 64;
var reach = 8.5;
var nodes = 2 * reach * perDeviate + 1;
function tableFor(shape2) {
  const table2 = new Float64Array(2 * nodes + 2);
  for (let i = 0; i < nodes; i++) {
    const z = i / perDeviate - reach;
    const lower = normalCdf(z);
    const y2 = quantileLn(lower, normalCdf(-z), shape2);
    const density = y2 < powerLawBelow ? shape2 * lower : shape2 * poissonTerm(shape2, exp(y2));
    table2[2 * i] = y2;
    table2[2 * i + 1] = exp(-0.5 * z * z) / root2Pi2 / density / perDeviate;
  }
  return table2;
}
var tables = /* @__PURE__ */ new Map();
function gammaInverse(shape2) {
  const table2 = tables.get(shape2) ?? tableFor(shape2);
  tables.set(shape2, table2);
  return (p) => {
    const place5 = (normalQuantile(p) + reach) * perDeviate;
    const i = Math.floor(place5);
    const t = place5 - i;
    const at2 = 2 * i;
    const rise = table2[at2 + 2] - table2[at2];
    const first = table2[at2 + 1] - rise;
    const last = rise - table2[at2 + 3];
    return exp(table2[at2] + t * rise + t * (1 - t) * (first * (1 - t) + last * t));
  };
}

// src/random/samplers.ts
var firstBlock = 32;
var block = 1024;
var Law = class {
  #fill;
  #drawn = new Float64Array(0);
  #at = 0;
  constructor(fill2) {
    this.#fill = fill2;
  }
  /** Writes the next variate, in microseconds and not rounded, to `target[index]`. */
  drawInto(target, index) {
    if (this.#at === this.#drawn.length) this.#refill();
    target[index] = this.#drawn[this.#at];
    this.#at += 1;
  }
  /** The next variate, in microseconds and not rounded. */
  draw() {
    if (this.#at === this.#drawn.length) this.#refill();
    const value = this.#drawn[this.#at];
    this.#at += 1;
    return value;
  }
  /** A short block first: many laws of a run are drawn from a few times only. */
  #refill() {
    if (this.#drawn.length < block) this.#drawn = new Float64Array(this.#drawn.length === 0 ? firstBlock : block);
    this.#fill(this.#drawn);
    this.#at = 0;
  }
};
function lawFrom(plan, stream) {
  return new Law(fillFor(plan, stream));
}
function fillFor(plan, stream) {
  switch (plan.law) {
    case "constant":
      return (into) => void into.fill(plan.value);
    case "uniform":
      return byInversion(stream, uniformInverse(plan.from, plan.to));
    case "exponential":
      return fillExponential(plan.mean, stream);
    case "lognormal":
      return fillLognormal(plan.mu, plan.sigma, stream);
    case "gamma": {
      const inverse = gammaInverse(plan.shape);
      return byInversion(stream, (p) => plan.scale * inverse(p));
    }
    case "pareto":
      return fillPareto(plan.scale, plan.alpha, stream);
    case "hyperexponential":
      return fillHyperexponential(plan.parts, stream);
    case "empirical": {
      const values = Float64Array.from(plan.values);
      assert(values.length > 0, "an empirical law has at least one value");
      return byInversion(stream, (p) => values[Math.floor(p * values.length)]);
    }
    case "mixture":
      return fillMixture(plan.parts, stream);
    default:
      return unreachable(plan);
  }
}
var uniformInverse = (from, to) => (p) => from + (to - from) * p;
function byInversion(stream, inverse) {
  return (into) => {
    stream.fillUniform(into);
    for (let i = 0; i < into.length; i++) into[i] = inverse(into[i]);
  };
}
function fillLognormal(mu, sigma, stream) {
  return (into) => {
    stream.fillUniform(into);
    for (let i = 0; i < into.length; i++) into[i] = normalQuantile(into[i]);
    exponentials(into, mu, sigma);
  };
}
function fillPareto(scale3, alpha, stream) {
  return (into) => {
    stream.fillExponential(into);
    exponentials(into, 0, 1 / alpha);
    for (let i = 0; i < into.length; i++) into[i] *= scale3;
  };
}
function exponentials(into, offset, slope) {
  for (let i = 0; i < into.length; i++) into[i] = exp(offset + slope * into[i]);
}
function fillExponential(mean, stream) {
  return (into) => {
    stream.fillExponential(into);
    for (let i = 0; i < into.length; i++) into[i] *= mean;
  };
}
function cumulative(parts2) {
  const total2 = parts2.reduce((sum3, part) => sum3 + part.share, 0);
  assert(total2 > 0 && parts2.every((part) => part.share >= 0), "shares are not negative and not all zero");
  const sums = new Float64Array(parts2.length);
  let sum2 = 0;
  for (const [i, part] of parts2.entries()) {
    sum2 += part.share;
    sums[i] = sum2 / total2;
  }
  sums[parts2.length - 1] = 1;
  return sums;
}
function chosen(sums, p) {
  let i = 0;
  while (p > sums[i]) i += 1;
  return i;
}
function fillHyperexponential(parts2, stream) {
  const sums = cumulative(parts2);
  const means = Float64Array.from(parts2, (part) => part.mean);
  const choices = stream.part("choice");
  return (into) => {
    stream.fillExponential(into);
    for (let i = 0; i < into.length; i++) into[i] = into[i] * means[chosen(sums, choices.uniform())];
  };
}
function fillMixture(parts2, stream) {
  const sums = cumulative(parts2);
  const each = parts2.map((part, i) => lawFrom(part.of, stream.part(`part ${i}`)));
  return (into) => {
    stream.fillUniform(into);
    for (let i = 0; i < into.length; i++) each[chosen(sums, into[i])].drawInto(into, i);
  };
}
var facts = [
  { name: "median", a: 0, b: 0 },
  { name: "mean", a: 0, b: 0.5 },
  { name: "p95", a: normalQuantile(0.95), b: 0 },
  { name: "p99", a: normalQuantile(0.99), b: 0 }
];
function lognormalFrom(known) {
  const given2 = Object.values(known).filter((value) => value !== void 0);
  if (given2.length !== 2) return "a lognormal law is known by exactly two of median, mean, p95, p99 and cv2 (or mean and sd)";
  if (!given2.every((value) => value > 0 && value < Number.POSITIVE_INFINITY)) return "the times of a lognormal law must be above zero and finite";
  const [low, high] = facts.filter((fact) => known[fact.name] !== void 0);
  if (low === void 0) return "a lognormal law needs its median, mean, p95 or p99 besides its spread";
  const lowLn = ln(known[low.name]);
  if (high === void 0) {
    if (known.sd !== void 0 && known.mean === void 0) return "the sd of a lognormal law goes with its mean";
    const cv = known.sd === void 0 ? Math.sqrt(known.cv2) : known.sd / known.mean;
    const sigma2 = Math.sqrt(lnOf1Plus(cv * cv));
    return { law: "lognormal", mu: lowLn - low.a * sigma2 - low.b * sigma2 * sigma2, sigma: sigma2 };
  }
  const ratio2 = ln(known[high.name]) - lowLn;
  if (!(ratio2 > 0)) {
    return `the ${high.name} of a lognormal law lies above its ${low.name}; ${inMs(known[high.name])} ms does not lie above ${inMs(known[low.name])} ms`;
  }
  const a = high.a - low.a;
  const b = high.b - low.b;
  const inside = a * a + 4 * b * ratio2;
  if (inside < 0) {
    const most = exp(a * a / 2);
    return `the ${high.name} of a lognormal law is at most ${most.toFixed(2)} times its mean; ${inMs(known[high.name])} ms is more than that of ${inMs(known.mean)} ms`;
  }
  const sigma = b === 0 ? ratio2 / a : (Math.sqrt(inside) - a) / (2 * b);
  return { law: "lognormal", mu: lowLn - low.a * sigma - low.b * sigma * sigma, sigma };
}
function hyperexponentialBalanced(mean, scv) {
  if (!(mean > 0 && mean < Number.POSITIVE_INFINITY)) return "the mean of a hyperexponential law must be above zero and finite";
  if (!(scv >= 1 && scv < Number.POSITIVE_INFINITY)) {
    return `a hyperexponential law has a squared coefficient of variation of at least 1, not ${scv}; below 1, take a gamma law`;
  }
  const share3 = 0.5 * (1 + Math.sqrt((scv - 1) / (scv + 1)));
  return { law: "hyperexponential", parts: [{ share: share3, mean: mean / (2 * share3) }, { share: 1 - share3, mean: mean / (2 * (1 - share3)) }] };
}
function gammaFrom(known) {
  const shape2 = "shape" in known ? known.shape : 1 / known.scv;
  if (!(known.mean > 0 && known.mean < Number.POSITIVE_INFINITY)) return "the mean of a gamma law must be above zero and finite";
  if (!(shape2 > 0 && shape2 < Number.POSITIVE_INFINITY)) return "the shape of a gamma law must be above zero and finite; for no variation, write a plain time";
  return { law: "gamma", shape: shape2, scale: known.mean / shape2 };
}
function paretoFrom(known) {
  const { alpha } = known;
  if (!(alpha > 0 && alpha < Number.POSITIVE_INFINITY)) return "the alpha of a pareto law must be above zero and finite";
  const size3 = "scale" in known ? known.scale : known.mean;
  if (!(size3 > 0 && size3 < Number.POSITIVE_INFINITY)) return "the times of a pareto law must be above zero and finite";
  if ("scale" in known) return { law: "pareto", scale: known.scale, alpha };
  if (alpha <= 1) return `a pareto law with alpha ${alpha} has no finite mean; alpha must be above 1, or give the least time instead`;
  return { law: "pareto", scale: known.mean * (alpha - 1) / alpha, alpha };
}

// src/random/laws.ts
var span2 = duration("a span of time like 10ms");
var positive = duration("a span of time above zero", { atLeast: 1 });
var optionalSpan = { ...positive, required: false, fallback: null };
var optionalNumber = (says, atLeast, atMost2) => ({ ...amount(says, { atLeast, atMost: atMost2 }), required: false, fallback: null });
var orWrong = (made, here) => typeof made === "string" ? here.wrong(made) : made;
var given = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
var exponential = turned(positive, (mean) => ({ law: "exponential", mean }));
var uniform = turned(listOf("two times, from and to", span2, { atLeast: 2, atMost: 2 }), ([from = 0, to = 0], here) => from <= to ? { law: "uniform", from, to } : here.wrong("the first time must not be later than the second"));
var lognormal = turned(
  record("two of mean, median, p95, p99, or mean with cv2", {
    mean: optionalSpan,
    median: optionalSpan,
    p95: optionalSpan,
    p99: optionalSpan,
    cv2: optionalNumber("squared coefficient of variation", 1e-6, 1e4)
  }),
  (read, here) => Object.keys(given(read)).length === 2 ? orWrong(lognormalFrom(given(read)), here) : here.wrong("a lognormal law needs exactly two of mean, median, p95, p99, cv2")
);
var gamma = turned(
  record("mean with shape (1: exponential, large: regular) or with cv2", { mean: positive, shape: optionalNumber("shape", 1e-3, 1e6), cv2: optionalNumber("squared coefficient of variation", 1e-6, 1e3) }),
  ({ mean, shape: k, cv2 }, here) => {
    if (k === null === (cv2 === null)) return here.wrong("a gamma law needs mean and one of shape or cv2");
    return orWrong(gammaFrom(k === null ? { mean, scv: cv2 ?? 1 } : { mean, shape: k }), here);
  }
);
var erlang = turned(record("mean and number of phases", { mean: positive, phases: count("phases", { atLeast: 1, atMost: 1e3 }) }), ({ mean, phases: phases2 }, here) => orWrong(gammaFrom({ mean, shape: phases2 }), here));
var pareto = turned(
  record("alpha with mean (alpha above 1) or with least", { alpha: amount("tail exponent", { atLeast: 0.1, atMost: 1e3 }), mean: optionalSpan, least: optionalSpan }),
  ({ alpha, mean, least }, here) => {
    if (mean === null === (least === null)) return here.wrong("a pareto law needs alpha and one of mean or least");
    return orWrong(paretoFrom(mean === null ? { scale: least ?? 0, alpha } : { mean, alpha }), here);
  }
);
var phases = listOf("phases", record("one phase", { share: share("its share"), mean: positive }), { atLeast: 1, atMost: 64 });
var hyperexponential = either("mean with cv2 (two phases, balanced means), or a list of phases", [
  { when: isTable, of: turned(record("mean and cv2", { mean: positive, cv2: amount("squared coefficient of variation", { atLeast: 1, atMost: 1e4 }) }), ({ mean, cv2 }, here) => orWrong(hyperexponentialBalanced(mean, cv2), here)) },
  { when: Array.isArray, of: turned(phases, (parts2, here) => sumsToOne(parts2) ? { law: "hyperexponential", parts: [...parts2] } : here.wrong("the shares of the phases must add up to 100%")) }
]);
var sumsToOne = (parts2) => Math.abs(parts2.reduce((sum2, part) => sum2 + part.share, 0) - 1) < 1e-6;
var empirical = either("the name of a file with one time a line, or a list of times", [
  { when: Array.isArray, of: turned(listOf("times", span2, { atLeast: 1 }), (values) => ({ law: "empirical", values: [...values] })) },
  { when: (value) => typeof value === "string", of: shape("the name of a file", { type: "string" }, (value, here) => fromFile(String(value), here)) }
]);
function fromFile(name, here) {
  const found11 = here.found.fileText(name);
  if ("problem" in found11) return here.wrong(found11.problem);
  const values = [];
  for (const [i, line] of found11.text.split(/\r?\n/).entries()) {
    const word = line.replace(/#.*/, "").trim();
    if (word === "") continue;
    const read = parseDuration(/^[0-9.]+$/.test(word) ? `${word}ms` : word);
    if (!read.ok) return here.wrong(`${name} line ${i + 1}: ${read.says}`);
    values.push(read.value);
  }
  return values.length > 0 ? { law: "empirical", values } : here.wrong(`${name} has no times in it`);
}
var simple = { exponential, uniform, lognormal, gamma, erlang, pareto, hyperexponential, empirical };
var mixture = turned(
  listOf("laws with their shares", record("one part", { share: share("its share"), of: plainOrNamed(simple) }), { atLeast: 1, atMost: 64 }),
  (parts2, here) => sumsToOne(parts2) ? { law: "mixture", parts: [...parts2] } : here.wrong("the shares of the mixture must add up to 100%")
);
function plainOrNamed(named2) {
  return either("a time like 10ms, or a law like { exponential: 10ms }", [
    { when: isTable, of: keyed("a law of chance", "a law of chance", named2) },
    { when: () => true, of: turned(span2, (value) => ({ law: "constant", value })) }
  ]);
}
var law = (says) => saying(says, plainOrNamed({ ...simple, mixture }));
var lawOr = (says, fallback, shown2) => withDefault(law(says), fallback, shown2);
var constantLaw = (value) => ({ law: "constant", value });
var noTime = constantLaw(0);
var foreverLaw = constantLaw(forever);

// src/model/database/contention.ts
var leastSpeed = 0.01;
function speed(plan, cores3, n) {
  if (n <= 0) return 0;
  const busy2 = Math.min(n, cores3);
  const excess = Number.isFinite(cores3) ? Math.max(0, n - cores3) : 0;
  switch (plan.law) {
    case "none":
    case "perStatement":
      return busy2;
    case "levelling":
      return busy2 / (1 + plan.sigma * (busy2 - 1)) / (1 + plan.alphaMax * excess / (excess + (plan.perCore ? plan.half * cores3 : plan.half)));
    case "hyperbolic":
      return busy2 / (1 + plan.k * excess / cores3);
    case "trub":
      return Math.max(leastSpeed, busy2 * (1 - plan.a * excess / cores3));
    case "usl":
      return busy2 / (1 + plan.alpha * (n - 1) + plan.beta * n * (n - 1));
    case "table":
      return plan.speeds[Math.min(n, plan.speeds.length) - 1] ?? busy2;
  }
}
function statementCost(plan, cores3, n) {
  if (plan.law !== "perStatement") return 0;
  return n > cores3 ? plan.cost * (n - cores3) / cores3 : plan.wake;
}
function contentionText(plan) {
  switch (plan.law) {
    case "none":
      return "none";
    case "perStatement":
      return `perStatement (each statement pays ${durationText(plan.cost)} \xD7 (n \u2212 cores)/cores of CPU${plan.wake > 0 ? `, or ${durationText(plan.wake)} to wake an idle core` : ""})`;
    case "levelling":
      return `levelling (sigma ${plan.sigma}, alphaMax ${plan.alphaMax}, half ${plan.half}${plan.perCore ? " \xD7 cores" : ""})`;
    case "hyperbolic":
      return `hyperbolic (capacity / (1 + ${plan.k} \xD7 (n \u2212 cores)/cores))`;
    case "trub":
      return `trub (capacity \xD7 (1 \u2212 ${plan.a} \xD7 (n \u2212 cores)/cores))`;
    case "usl":
      return `usl (alpha ${plan.alpha}, beta ${plan.beta})`;
    case "table":
      return `table of ${plan.speeds.length} measured speeds`;
  }
}
var atMost = (limit) => ({ atLeast: 0, atMost: limit });
var fineDuration = (says) => {
  const whole3 = duration(says, atMost(1e6));
  return { ...whole3, read: (value, here) => {
    const [, number2, unit] = (typeof value === "string" ? /^\s*([0-9]+(?:\.[0-9]+)?)\s*(ns|us)\s*$/.exec(value) : null) ?? [];
    return number2 === void 0 ? whole3.read(value, here) : Number(number2) * (unit === "ns" ? 1e-3 : microsecond);
  } };
};
var contentionLaws = keyedByField("how speed falls as statements crowd", "law", {
  none: turned(record("cores shared without loss", {}), () => ({ law: "none" })),
  perStatement: turned(
    record("each statement pays extra CPU \xD7 (n \u2212 cores)/cores: what PostgreSQL 15 was measured to do", {
      cost: withDefault(fineDuration("CPU per statement and unit of (n \u2212 cores)/cores"), 0.7, "0.7us"),
      wake: withDefault(fineDuration("CPU of a statement that finds a core idle, for waking it"), 0, "0us")
    }),
    (read) => ({ law: "perStatement", ...read })
  ),
  levelling: turned(
    record("Amdahl below the cores, a penalty that levels off above them: fits published sweeps best", {
      sigma: withDefault(amount("contention below the cores", atMost(1)), 0.01, 0.01),
      alphaMax: withDefault(amount("largest slow-down far above the cores", atMost(1e3)), 0.15, 0.15),
      half: withDefault(amount("excess statements at which half of it is reached", { atLeast: 1e-6, atMost: 1e6 }), 1, 1)
    }),
    (read) => ({ law: "levelling", ...read })
  ),
  hyperbolic: turned(record("capacity / (1 + k \xD7 (n \u2212 cores)/cores)", { k: amount("slow-down per unit of (n \u2212 cores)/cores", atMost(1e3)) }), ({ k }) => ({ law: "hyperbolic", k })),
  trub: turned(record("capacity \xD7 (1 \u2212 a \xD7 (n \u2212 cores)/cores), never below a hundredth of a core", { a: amount("loss per unit of (n \u2212 cores)/cores", atMost(1e3)) }), ({ a }) => ({ law: "trub", a })),
  usl: turned(
    record("universal scalability law: n / (1 + alpha(n \u2212 1) + beta\xB7n(n \u2212 1)), never more than the cores", {
      alpha: amount("contention", atMost(1)),
      beta: amount("coherency", atMost(1))
    }),
    (read) => ({ law: "usl", ...read })
  ),
  table: turned(
    record("measured speeds", { speeds: listOf("core-seconds per second at 1, 2, 3, \u2026 running statements; the last holds beyond", amount("a speed", { atLeast: leastSpeed, atMost: 1e6 }), { atLeast: 1, atMost: 1e5 }) }),
    ({ speeds }, here) => speeds.length > 0 ? { law: "table", speeds } : here.wrong("the table is empty")
  )
});
var coresShape = (says) => amount(says, { atLeast: 0.05, atMost: 1e5 });
var diskShape = (says) => count(says, { atLeast: 1, atMost: 1e5 });

// src/model/database/contention-presets.ts
var levelling = (sigma, alphaMax, half) => ({ law: "levelling", sigma, alphaMax, half, perCore: true });
var contentionPresets = {
  "postgresql-15": {
    says: "PostgreSQL 15 on 1 and 2 cores: a cost per statement, the same for statements of 40 \xB5s and of 20 ms",
    plan: { law: "perStatement", cost: 0.7, wake: 0 },
    cores: 2,
    points: [[4, 29670], [8, 31170], [12, 29450], [16, 27e3], [24, 25840], [32, 25530], [64, 19340], [192, 11520], [256, 10470]],
    fittedOn: [8, 64, 256],
    worst: 30,
    rms: 13,
    demandUs: 66.7,
    range: "up to 128 statements per core. Fitted on the processor time of point selects (40 \xB5s: 42 at 8 clients, 68 at 64, 129 at 256), where such a cost shows; the throughput here has the cost of the client beside it. Statements of 5 ms and 20 ms lose less than their noise, as measured (0 to 10 %).",
    source: "own measurement: pgbench -S, PostgreSQL 15.18, 2 virtual CPUs, Linux 6.18, client on the same machine"
  },
  "postgresql-15-select": {
    says: "the same with the cost of waking an idle core, which is most of what a statement of 40 \xB5s takes at one client",
    plan: { law: "perStatement", cost: 0.7, wake: 27 },
    cores: 1,
    points: [[1, 7572], [2, 19480], [4, 24450], [8, 21360], [16, 16810], [24, 17290], [32, 15030], [48, 16780], [64, 16110], [128, 9421], [256, 7491]],
    fittedOn: [1, 4],
    worst: 39,
    rms: 20,
    demandUs: 38.3,
    range: "up to 64 clients on one core; beyond, the measured curve has a step (59 \xB5s at 64 clients, 127 at 96, 109 at 256) that no smooth law follows, and repeats of one point differ by 10 to 25 %.",
    source: "own measurement: pgbench -S, PostgreSQL 15.18 pinned to one virtual CPU, client on another"
  },
  "postgresql-15-cpu": {
    says: "the same cost as statements of 5 ms in little memory show it on 2 cores: at the edge of what can be measured",
    plan: { law: "perStatement", cost: 6, wake: 0 },
    cores: 2,
    points: [[2, 398.9], [4, 400.2], [8, 401.2], [16, 385.3], [32, 384.2], [64, 388.7], [128, 365.6], [256, 337.2]],
    fittedOn: [2, 128, 256],
    worst: 4,
    rms: 2.1,
    demandUs: 4950,
    range: "statements of 5 ms and more. The same statements on one core lose nothing up to 256 clients, so that 0.7 \xB5s and 6 \xB5s are both within the noise; statements of 40 \xB5s contradict 6 \xB5s.",
    source: "own measurement: a plpgsql loop of 5 ms, PostgreSQL 15.18, 2 virtual CPUs"
  },
  "postgresql-9.1-read": {
    says: "PostgreSQL 9.1, read only: a third of the speed is lost soon after the cores are full, and then no more",
    plan: levelling(0.036, 0.39, 0.28),
    cores: 19,
    points: [[1, 4373], [4, 15583], [8, 27354], [16, 45365], [20, 46927], [24, 42854], [28, 39836], [32, 38863], [40, 37881], [80, 36735]],
    fittedOn: [1, 20, 40],
    worst: 2.2,
    rms: 1.4,
    demandUs: 228.7,
    range: "up to 4 statements per core. The machine had 32 cores; the curve bends at 19.",
    source: "R. Haas (2011), pgbench -S on PostgreSQL 9.1, tabulated by N. Gunther; fit of the theory notes, section 8.2"
  },
  "postgresql-13-dev-read": {
    says: "PostgreSQL before the snapshot patches of version 14, read only: a quarter is lost just above the cores, and then no more",
    plan: levelling(0.01561, 0.29675, 1),
    cores: 100,
    points: [[1, 26842], [10, 246923], [50, 695957], [100, 1054727], [200, 964795], [300, 906029], [400, 845697], [500, 812295], [600, 888030], [700, 866897], [800, 863407], [900, 871387], [1e3, 887668], [1500, 860051], [2e3, 890900], [3e3, 874185], [4e3, 845023], [5e3, 817100]],
    fittedOn: [1, 100, 5e3],
    worst: 9.3,
    rms: 4.6,
    demandUs: 37.25,
    range: "up to 50 statements per core; the dip at 400 and 500 and the rise at 600 are in the data of that machine alone.",
    source: "A. Freund (2020), pgbench -S, master of early 2020; in digoal/blog 202008/20200817_01"
  },
  "postgresql-14-dev-read": {
    says: "the same machine with the snapshot patches that became version 14: almost no loss, a slow straight decline",
    plan: levelling(397e-5, 0.78693, 100),
    cores: 100,
    points: [[1, 26524], [10, 249225], [50, 709834], [100, 1903616], [200, 1949200], [300, 1927881], [400, 1911065], [500, 1926237], [600, 1903047], [700, 1886537], [800, 1883769], [900, 1874638], [1e3, 1876402], [1500, 1815104], [2e3, 1775435], [3e3, 1653954], [4e3, 1582582], [5e3, 1512261]],
    fittedOn: [1, 100, 5e3],
    worst: 56.4,
    rms: 13.7,
    demandUs: 37.7,
    range: "up to 50 statements per core. The point at 50 clients is not met by any law: a client gets 24,900 a second there at 10 clients, 14,200 at 50 and 19,000 at 100, and no crowd makes those in it faster. Without it: worst 4.7 %, rms 3.4 %.",
    source: "A. Freund (2020), pgbench -S, branch pgxact-split; in digoal/blog 202008/20200817_01"
  },
  "postgresql-13-read": {
    says: "PostgreSQL 13, read only, on 104 hardware threads: best at two clients per thread, a third less at 5,000",
    plan: levelling(0.02582, 0.73977, 8),
    cores: 208,
    points: [[52, 1234936], [104, 1611162], [208, 1803801], [512, 1713561], [2048, 1279550], [5e3, 1164421]],
    fittedOn: [52, 208, 5e3],
    worst: 5.5,
    rms: 2.6,
    demandUs: 18.18,
    range: "up to 24 statements per core of the fit (208: the curve bends there, the machine had 52 cores with two threads each).",
    source: "digoal/blog 202008/20200817_01: pgbench -S -M prepared, 100 million rows, Xeon 8269CY"
  },
  "postgresql-14-read": {
    says: "PostgreSQL 14, read only, on the same machine: a quarter faster, and flatter",
    plan: levelling(0.02162, 0.34265, 8),
    cores: 104,
    points: [[52, 1582846], [104, 2062788], [208, 2045995], [512, 1839027], [2048, 1686426], [5e3, 1595496]],
    fittedOn: [52, 104, 5e3],
    worst: 2.9,
    rms: 1.4,
    demandUs: 15.63,
    range: "up to 48 statements per core.",
    source: "digoal/blog 202008/20200817_01: pgbench -S -M prepared, 100 million rows, Xeon 8269CY, snapshot of 17 August 2020"
  },
  "pgbouncer-one-core": {
    says: "one PgBouncer on one core: as fast with 50 clients as alone, 0.62 of it with more",
    plan: { law: "table", speeds: [...new Array(50).fill(1), 0.62] },
    cores: 1,
    points: [[50, 44096], [75, 28e3], [500, 28e3], [2500, 28e3]],
    fittedOn: [50, 75],
    worst: 3,
    rms: 2,
    demandUs: 22.7,
    range: "the published curve settles at 25,000 to 30,000 from 75 clients on.",
    source: "Tembo (2024), Benchmarking PostgreSQL connection poolers"
  }
};
var names = Object.keys(contentionPresets);
var [words2, ...tables2] = contentionLaws.schema.anyOf;
var contentionShape = shape("how speed falls as statements crowd: a law, or the name of a fitted one", { anyOf: [{ enum: [...words2.enum, ...names] }, ...tables2] }, (value, here) => {
  if (typeof value !== "string") return contentionLaws.read(value, here);
  if (Object.hasOwn(contentionPresets, value)) return contentionPresets[value]?.plan;
  return words2.enum.includes(value) ? contentionLaws.read(value, here) : here.wrong(`"${value}" is not a law known here.${suggestion(value, [...words2.enum, ...names])}`);
});

// src/model/database/lock-plan.ts
var off = ["off", "never", "none", "forever"];
var timeout = (says, fallback = forever, shown2 = "off") => withDefault(duration(says, { atLeast: ms(1), foreverAs: off }), fallback, shown2);
var lockTimeout = (fallback, shown2) => timeout("a statement that waits for a row for longer fails", fallback, shown2);
var deadlockTimeout = (fallback, shown2) => withDefault(duration("a statement that has waited this long for a row has the server look for a deadlock; 0s: at once", { foreverAs: off }), fallback, shown2);
var transactionTimeout = timeout("a session whose transaction, or whose statement outside one, lasts longer is ended (PostgreSQL 17)");
var lockWakes = (fallback) => withDefault(
  oneOf("who wakes when a changed row is free again: the next in line, or all, of whom any one gets it and the others wait anew", ["next", "all"]),
  fallback,
  fallback
);
var lockWakeCpu = (fallback, shown2) => withDefault(duration("processor time of one who wakes for a row"), fallback, shown2);
var postgresLocks = { lockTimeout: lockTimeout(forever, "off"), deadlockTimeout: deadlockTimeout(second, "1s"), transactionTimeout, lockWakes: lockWakes("all"), lockWakeCpu: lockWakeCpu(16, "16us") };
var mysqlLocks = { lockTimeout: lockTimeout(50 * second, "50s"), deadlockTimeout: deadlockTimeout(0, "0s"), lockWakes: lockWakes("next"), lockWakeCpu: lockWakeCpu(0, "0s") };
var plainLocks = { lockTimeout: lockTimeout(forever, "off"), deadlockTimeout: deadlockTimeout(0, "0s"), transactionTimeout, lockWakes: lockWakes("next"), lockWakeCpu: lockWakeCpu(0, "0s") };
var noLocks = { lockTimeout: forever, deadlockTimeout: forever, transactionTimeout: forever, lockWakes: "next", lockWakeCpu: 0 };

// src/model/database/machine.ts
var scheduling = either("how statements share the cores: all at once (`shared`), or in turns, as in { slice: 4ms }", [
  { when: isTable, of: turned(record("time slices in turn", { slice: duration("how long a statement runs while others wait for its core", { atLeast: 1, atMost: ms(1e4) }) }), ({ slice }) => slice) },
  { when: () => true, of: turned(oneOf("all statements progress together", ["shared"]), () => 0) }
]);
var machineFields = {
  scheduling: withDefault(scheduling, 0, "shared"),
  connectCpu: withDefault(duration("the part of `connect` that runs on the cores of the server: starting its process, checking the password", { atMost: ms(1e4) }), 0, "0s"),
  idleCpu: withDefault(share("share of one core that each open session takes for itself; measured: 0.006%"), 0, "0%"),
  snapshotCost: withDefault(duration("processor time that each statement pays for every 100 open sessions, as PostgreSQL did before 14", { atMost: ms(100) }), 0, "0s"),
  memory: optional(size("memory of the server")),
  sharedBuffers: withDefault(size("memory that all sessions share"), 0, "0MB"),
  memoryPerConnection: optional(size("memory of one session")),
  swap: optional(size("swap space; sessions that need more than memory and swap together bring the server down; unlimited unless given")),
  swapSlowdown: withDefault(amount("times as long as from memory that work takes whose pages are all in swap", { atLeast: 1, atMost: 1e6 }), 50, 50)
};
var plainMachine = {
  scheduling: 0,
  connectCpu: 0,
  idleCpu: 0,
  snapshotCost: 0,
  memory: null,
  sharedBuffers: 0,
  memoryPerConnection: null,
  swap: null,
  swapSlowdown: 50
};

// src/model/database/plan.ts
var postgresTexts = {
  tooMany: "FATAL: 53300: sorry, too many clients already",
  reserved: "FATAL: 53300: remaining connection slots are reserved for non-replication superuser connections",
  roleReserved: 'FATAL: 53300: remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
  tooManyOfUser: 'FATAL: 53300: too many connections for role "{user}"',
  statementTimeout: "ERROR: 57014: canceling statement due to statement timeout",
  idleInTransaction: "FATAL: 25P03: terminating connection due to idle-in-transaction timeout",
  lockTimeout: "ERROR: 55P03: canceling statement due to lock timeout",
  deadlock: "ERROR: 40P01: deadlock detected",
  transaction: "FATAL: 25P04: terminating connection due to transaction timeout",
  idleSession: "FATAL: 57P05: terminating connection due to idle-session timeout",
  killed: "FATAL: 57P01: terminating connection due to administrator command",
  down: "connection refused: is the server running on that host and accepting TCP/IP connections?",
  startingUp: "FATAL: 57P03: the database system is starting up",
  shutDown: "FATAL: 57P01: terminating connection due to administrator command",
  crashed: "FATAL: 57P02: terminating connection because of crash of another server process",
  severed: "server closed the connection unexpectedly",
  silent: "could not receive data from server: Connection timed out"
};
var mysqlTexts = {
  tooMany: "ERROR 1040 (08004): Too many connections",
  reserved: "ERROR 1040 (08004): Too many connections",
  tooManyOfUser: "ERROR 1226 (42000): User '{user}' has exceeded the 'max_user_connections' resource (current value: {max})",
  statementTimeout: "ERROR 3024 (HY000): Query execution was interrupted, maximum statement execution time exceeded",
  idleInTransaction: "ERROR 4031 (HY000): The client was disconnected by the server because of inactivity. See wait_timeout and interactive_timeout for configuring this behavior.",
  lockTimeout: "ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction",
  deadlock: "ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction",
  transaction: "",
  idleSession: "ERROR 4031 (HY000): The client was disconnected by the server because of inactivity. See wait_timeout and interactive_timeout for configuring this behavior.",
  killed: "ERROR 2013 (HY000): Lost connection to MySQL server during query",
  down: "ERROR 2003 (HY000): Can't connect to MySQL server (111)",
  shutDown: "ERROR 1053 (08S01): Server shutdown in progress",
  severed: "ERROR 2013 (HY000): Lost connection to MySQL server during query",
  silent: "ERROR 2013 (HY000): Lost connection to MySQL server during query"
};
var common = {
  disks: withDefault(diskShape("parallel I/O channels that blocked time shares; none: blocked time is not shared"), Number.POSITIVE_INFINITY, "none"),
  statementTimeout: timeout("a statement that runs longer is cancelled"),
  idleInTransactionTimeout: timeout("a session idle inside a transaction for longer is ended"),
  firewallIdle: timeout("a firewall on the way forgets a session silent for longer, and tells neither the server nor the pool"),
  firewallAnswers: withDefault(oneOf("what the next user of such a connection meets: an immediate reset, or silence until tcpTimeout", ["silence", "reset"]), "silence", "silence"),
  tcpTimeout: withDefault(duration("how long the operating system sends again what nobody answers", { atLeast: ms(1) }), seconds(924), "15m24s"),
  replicaOf: optional(nameIn("databases", "the database this one copies")),
  lag: withDefault(duration("how long a write takes to the copy"), 0, "0s"),
  replay: withDefault(duration("processor time of the copy for replaying one write, one after another; longer while queries crowd on its cores"), 0, "0s"),
  maxUserConnections: withDefault(count("sessions that the database user of one app may have", { atLeast: 1, atMost: 1e6 }), Number.POSITIVE_INFINITY, "no limit"),
  close: withDefault(law("time until a connection that the client closes has ended"), constantLaw(0), "0s")
};
var server = (cores3, contention2, shownContention, limits2) => ({
  ...common,
  cores: withDefault(coresShape("processor cores that statements share"), cores3, cores3),
  contention: withDefault(contentionShape, contention2, shownContention),
  maxConnections: withDefault(count("sessions the server admits, the reserved ones included", { atLeast: 1, atMost: 1e6 }), limits2.max, limits2.max),
  reservedConnections: withDefault(count("sessions kept back for administrators"), limits2.reserved, limits2.reserved),
  connect: lawOr("time to open a session", constantLaw(limits2.connect), `${limits2.connect / 1e3}ms`),
  roundTrip: withDefault(duration("network time of one exchange, there and back"), ms(0.5), "0.5ms"),
  idleSessionTimeout: timeout("a session idle outside a transaction for longer is ended", limits2.idleSession, limits2.idleSession === forever ? "off" : "8h"),
  ...machineFields
});
var reservedFrom16 = "FATAL: 53300: remaining connection slots are reserved for roles with the SUPERUSER attribute";
var clientCheckInterval = timeout("how often a running statement looks whether its client is still there (client_connection_check_interval)");
var measured = { law: "perStatement", cost: 0.7, wake: 0 };
var postgresql = {
  ...server(4, measured, "perStatement 0.7us", { max: 100, reserved: 3, connect: ms(7.2), idleSession: forever }),
  ...postgresLocks,
  version: withDefault(count("major version, where its words differ", { atLeast: 10, atMost: 99 }), 15, 15),
  roleReservedConnections: withDefault(count("sessions kept back for roles with pg_use_reserved_connections (reserved_connections, from version 16 on)"), 0, 0),
  clientCheckInterval
};
var mysql = { ...server(4, measured, "perStatement 0.7us", { max: 151, reserved: 0, connect: ms(5), idleSession: 8 * hour }), ...mysqlLocks };
var plain = {
  ...common,
  clientCheckInterval,
  cores: withDefault(coresShape("processor cores that statements share; unlimited unless given"), Number.POSITIVE_INFINITY, "unlimited"),
  contention: withDefault(contentionShape, { law: "none" }, "none"),
  maxConnections: withDefault(count("sessions the server admits", { atLeast: 1, atMost: 1e6 }), Number.POSITIVE_INFINITY, "no limit"),
  reservedConnections: withDefault(count("sessions kept back for administrators"), 0, 0),
  connect: withDefault(law("time to open a session"), constantLaw(0), "0s"),
  roundTrip: withDefault(duration("network time of one exchange, there and back"), 0, "0s"),
  idleSessionTimeout: timeout("a session idle for longer is ended"),
  ...plainLocks,
  ...machineFields
};
var planned = (kind, says, fields, texts) => turned(record(says, fields), (read, here) => {
  const given2 = read;
  const plan = { kind, texts: (given2.version ?? 0) < 16 ? texts : { ...texts, reserved: reservedFrom16 }, undoes: kind === "mysql" ? "statement" : "transaction", ...noLocks, ...given2 };
  const { version: version3 = 15, roleReservedConnections = 0 } = plan;
  if (roleReservedConnections > 0 && version3 < 16) return here.at("roleReservedConnections").wrong(`PostgreSQL ${version3} cannot keep sessions back for roles: write version: 16`);
  return plan.reservedConnections + roleReservedConnections < plan.maxConnections ? plan : here.wrong(`all ${plan.maxConnections} connections are reserved: nobody could connect`);
});
var databaseShape = keyedByField("a database server", "kind", {
  postgresql: planned("postgresql", "PostgreSQL 15", postgresql, postgresTexts),
  mysql: planned("mysql", "MySQL 8", mysql, mysqlTexts),
  plain: planned("plain", "a server without limits unless they are given: for theory", plain, postgresTexts)
});

// src/model/incident-plan.ts
var timeoutNames = ["acquire", "statement", "idleInTransaction", "idleSession", "lock", "transaction", "idle", "lifetime"];
var appPool = nameIn("pools", "the pool");
var pool = nameIn("poolsOrPoolers", "the pool, or the pooler: its server connections");
var database = nameIn("databasesOrPoolers", "the database, or the pooler as its clients see it");
var wholePart = withDefault(share("share of the connections"), 1, "100%");
var off2 = ["off", "never", "none", "forever"];
var resize = turned(record("changes the most connections of a pool", { pool, to: count("most connections from now on", { atLeast: 1 }) }), (read) => ({ do: "resize", ...read }));
var timeout2 = turned(
  record("changes a timeout", {
    pool: optional(pool),
    database: optional(database),
    which: oneOf("which timeout: acquire, idle, lifetime of a pool; statement, idleInTransaction, idleSession of a database", timeoutNames),
    to: duration("its new value", { atLeast: ms(1), foreverAs: off2 })
  }),
  (read, here) => {
    const ofPool2 = ["acquire", "idle", "lifetime"].includes(read.which);
    if (ofPool2 && read.pool === null) return here.wrong(`"pool" is missing: the ${read.which} timeout belongs to a pool`);
    if (!ofPool2 && read.database === null) return here.wrong(`"database" is missing: the ${read.which} timeout belongs to a database`);
    if (read.pool !== null && read.database !== null) return here.wrong(`name the ${ofPool2 ? "pool" : "database"} alone: the ${read.which} timeout belongs to it`);
    return { do: "timeout", ...read };
  }
);
var slowdown = turned(
  record("makes a database slower", {
    database,
    times: amount("times as slow", { atLeast: 0.01, atMost: 1e6 }),
    of: withDefault(oneOf("what is slow", ["all", "cpu", "blocked", "connect"]), "all", "all")
  }),
  (read) => ({ do: "slowdown", ...read })
);
var outage = turned(
  record("takes a database away: sessions are lost, new ones are refused (or hang)", { database, how: withDefault(oneOf("how it fails", ["refuse", "hang"]), "refuse", "refuse") }),
  (read) => ({ do: "outage", ...read })
);
var eitherOf = (read, here) => read.pool === null === (read.database === null) ? here.wrong("name either a pool or a database") : read;
var sever = turned(record("cuts connections without a word", { pool: optional(pool), database: optional(database), share: wholePart }), (read, here) => {
  const one2 = eitherOf(read, here);
  return one2 && { do: "sever", ...one2 };
});
var kill = turned(
  record("ends sessions: those of a class, or those idle for too long", {
    database: optional(database),
    class: optional(nameIn("classes", "the class whose sessions are ended")),
    idleLongerThan: optional(duration("sessions idle for longer are ended"))
  }),
  (read, here) => read.class === null === (read.idleLongerThan === null) ? here.wrong("say either `class` or `idleLongerThan`") : { do: "kill", ...read }
);
var leak = turned(
  record("a route begins to forget connections", { route: nameIn("routes", "the route"), rate: withDefault(rate("connections forgotten per time"), 0, "0/s"), share: withDefault(share("share of requests that return nothing"), 0, "0%") }),
  (read, here) => read.rate === 0 === (read.share === 0) ? here.wrong("say either `rate` (like 2/min) or `share` (like 1%)") : { do: "leak", ...read }
);
var cores = turned(record("changes the cores of a database", { database, to: amount("cores from now on", { atLeast: 0.05, atMost: 1e5 }) }), (read) => ({ do: "cores", ...read }));
var coldCache = optional(record("blocked time takes longer at first, because nothing is in memory", { times: amount("times as long", { atLeast: 1, atMost: 1e6 }), for: duration("for how long", { atLeast: 1 }) }));
var restart = turned(
  record("restarts an app: its requests are lost, its pools begin anew; a pooler: its clients lose their connections; or a database: its sessions are lost, and logins refused until it has recovered", {
    app: optional(nameIn("apps", "the app")),
    pool: optional(pool),
    database: optional(nameIn("databases", "the database")),
    takes: withDefault(law("how long it is away"), constantLaw(0), "0s"),
    how: optional(oneOf("of a database: in order (57P01), or by a crash (57P02); default: shutdown", ["shutdown", "crash"])),
    coldCache
  }),
  (read, here) => {
    if ([read.app, read.pool, read.database].filter((name) => name !== null).length !== 1) return here.wrong("name either an app, a pool or a database");
    if (read.database === null && (read.how !== null || read.coldCache !== null)) return here.wrong("`how` and `coldCache` belong to the restart of a database");
    return { do: "restart", ...read };
  }
);
var failover = turned(
  record("a primary is lost, and after a while its address leads to a replica, which is the primary from then on", {
    database: nameIn("databases", "the primary that is lost"),
    to: nameIn("databases", "the replica that is promoted"),
    takes: withDefault(law("time until the address leads there"), constantLaw(seconds(30)), "30s"),
    sessions: withDefault(oneOf("what its clients meet: their sessions are cut, or no answer at all until tcpTimeout", ["lost", "blackholed"]), "lost", "lost"),
    coldCache
  }),
  (read, here) => read.database === read.to ? here.at("to").wrong("a database cannot take over from itself") : { do: "failover", ...read }
);
var lag = turned(record("changes how far a replica is behind", { database: nameIn("databases", "the replica"), to: duration("how long a write takes to it from now on") }), (read) => ({ do: "lag", ...read }));
var move = turned(record("moves a route to another pool", { route: nameIn("routes", "the route"), pool: appPool }), (read) => ({ do: "move", ...read }));
var repoint = turned(record("points a pool at another database; connections are replaced as they come back", { pool, database }), (read) => ({ do: "repoint", ...read }));
var scale = turned(record("changes the rate of a class", { class: nameIn("traffic", "the class"), by: amount("times the rate it would have", { atMost: 1e6 }) }), (read) => ({ do: "scale", ...read }));
var shed = turned(record("turns a share of a class away at the door", { class: nameIn("classes", "the class"), share: share("share turned away") }), (read) => ({ do: "shed", ...read }));
var actionShapes = { resize, timeout: timeout2, slowdown, outage, sever, kill, leak, cores, restart, failover, lag, move, repoint, scale, shed };
function actionText(action) {
  switch (action.do) {
    case "resize":
      return `${action.pool} resized to ${action.to}`;
    case "timeout":
      return `${action.which} timeout of ${action.pool ?? action.database} set to ${durationText(action.to)}`;
    case "slowdown":
      return `${action.database} ${action.times}\xD7 slower${action.of === "all" ? "" : ` (${action.of})`}`;
    case "outage":
      return `${action.database} down (${action.how === "refuse" ? "refuses" : "hangs"})`;
    case "sever":
      return `${shareText(action.share)} of the connections of ${action.pool ?? action.database} cut`;
    case "kill":
      return action.class === null ? `sessions idle longer than ${durationText(action.idleLongerThan ?? forever)} killed` : `sessions of ${action.class} killed`;
    case "leak":
      return `${action.route} leaks ${action.rate > 0 ? rateText(action.rate) : shareText(action.share)}`;
    case "cores":
      return `${action.database} has ${action.to} cores`;
    case "restart":
      return action.database === null ? `${action.app ?? action.pool} restarted` : `${action.database} ${action.how === "crash" ? "crashed and restarted" : "restarted"}`;
    case "lag":
      return `${action.database} ${durationText(action.to)} behind`;
    case "failover":
      return `${action.database} lost (sessions ${action.sessions}), fail-over to ${action.to}`;
    case "move":
      return `${action.route} moved to ${action.pool}`;
    case "repoint":
      return `${action.pool} pointed at ${action.database}`;
    case "scale":
      return `${action.class} \xD7 ${action.by}`;
    case "shed":
      return `${shareText(action.share)} of ${action.class} shed`;
  }
}
var frame = {
  at: moment("when it begins: a span from the start, or a wall-clock time"),
  for: optional(duration("undone after this long", { atLeast: 1 })),
  until: optional(moment("undone at this time"))
};
var whole = keyed("an incident", "an incident or remedy", actionShapes, Object.keys(frame));
var timing = record("when", frame);
var incidentShape = {
  says: "something that happens, or is done, at a known time",
  schema: { type: "object", required: ["at"], properties: Object.fromEntries([...Object.entries(frame), ...Object.entries(actionShapes)].map(([key, of]) => [key, of.schema])), additionalProperties: false },
  required: true,
  fallback: void 0,
  read: (value, here) => {
    if (!isTable(value)) return here.wrong("expected a table with `at` and one action such as resize");
    const when = Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(frame, key)));
    const rest2 = Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(frame, key)));
    const action = whole.read(rest2, here);
    const times2 = timing.read(when, here);
    if (times2 === void 0 || action === void 0) return void 0;
    if (times2.for !== null && times2.until !== null) return here.wrong("say either `for` or `until`, not both");
    const until = times2.until ?? (times2.for === null ? null : times2.at + times2.for);
    if (until !== null && until <= times2.at) return here.at("until").wrong("it would end before it begins");
    return { at: times2.at, until, action, says: actionText(action) };
  }
};

// src/model/pool/policy.ts
var nothingOrdered = {
  supply: null,
  setupTrips: 0,
  callerRetries: null,
  orders: { workers: 0, one: "perCaller", giveUpAfter: 0, refusalGoesTo: "nobody" }
};
var ordinary = {
  max: 10,
  reserve: { count: 0, after: forever },
  rounds: 0,
  minimum: 0,
  prefill: 0,
  start: { blocking: 0, atOnce: Number.POSITIVE_INFINITY, retryFor: 0, retryEvery: 0, ifRefused: "goOn" },
  lend: "lastReturned",
  serve: "firstCome",
  patience: foreverLaw,
  patienceCoversOpening: false,
  atDeadline: "fail",
  abandonedOpening: "keep",
  priorities: Number.POSITIVE_INFINITY,
  maxWaiting: Number.POSITIVE_INFINITY,
  countsGone: false,
  open: { by: "caller", blocksOthers: false, atOnce: Number.POSITIVE_INFINITY, tasks: "perCaller", batch: 1, attempts: Number.POSITIVE_INFINITY, pause: 0, holdsLock: false, timeout: forever, refusalGoesTo: "caller", refusalHeard: "first", backoff: { first: 0, factor: 1, cap: 0 }, ...nothingOrdered },
  keepIdle: Number.POSITIVE_INFINITY,
  placeFree: "beforeClose",
  lineHears: "atOnce",
  afterDiscard: "headOpens",
  refusedStays: false,
  returner: "goesOn",
  wakesAfter: 0,
  robbed: "goesToEnd",
  discardOnError: false,
  discardFailed: false,
  keepsDead: false,
  noticesDeath: false,
  deathFrees: "atReturn",
  checkAfterIdle: forever,
  checkTimeout: forever,
  afterFailedCheck: "takeAnother",
  nested: "another",
  resetRoundTrips: 0,
  lifetime: forever,
  lifetimeJitter: 0,
  lifetimeAt: [],
  idleTimeout: forever,
  shrinkEvery: forever,
  idleBy: "timer",
  idleFloor: { count: 0, of: "all" },
  refill: "never",
  refillEvery: forever,
  firstSweep: forever,
  keepalive: forever,
  keepaliveJitter: 0,
  maxUses: Number.POSITIVE_INFINITY,
  leakAfter: forever,
  leakReclaims: false,
  abandoned: { after: forever, atSweep: false, atBorrow: false, fullShare: 0 },
  warnings: [],
  minimumIdle: 0,
  patienceFromAsking: false,
  discardInTransaction: false,
  reuseTries: Number.POSITIVE_INFINITY,
  retriesDead: false,
  checkRoundTrips: 1,
  checksHandOver: false,
  checksOpened: false,
  settleRoundTrips: 0,
  lifetimeSpread: 0,
  cleaner: null,
  reap: null,
  refillsAtLending: false,
  messages: {
    timeout: "could not acquire a connection from {name} within {timeoutMs} ms (total={total}, active={active}, idle={idle}, waiting={waiting})",
    exhausted: "pool {name} is exhausted: all {max} connections are in use",
    queueFull: "pool {name} refuses to queue: {waiting} callers are waiting already",
    startFailed: "pool {name} could not open its first connections: {why}",
    openTimeout: "opening a connection for pool {name} took longer than {timeoutMs} ms",
    leak: "connection of pool {name} has been out for more than {timeoutMs} ms: possible leak (total={total}, active={active}, idle={idle}, waiting={waiting})",
    openFailed: "",
    gaveUp: "",
    timeoutLog: "",
    unleaked: "",
    allRefused: "no connection could be opened",
    abandoned: "",
    takenAway: "the connection was taken back by its pool"
  }
};

// src/model/pool/kinds/kind.ts
var poolKind = (entry2) => ({
  ...entry2,
  shape: turned(record(entry2.says, entry2.options), (options2, here) => entry2.policy(options2, here))
});

// src/model/pool/kinds/activerecord.ts
var span3 = (says) => duration(says, { bare: "s", foreverAs: ["none"] });
var activeRecordOptions = {
  max_connections: withDefault(count("most connections (`pool` before 8.1)", { atLeast: 1 }), 5, 5),
  min_connections: withDefault(count("connections the reaper keeps and opens"), 0, 0),
  checkout_timeout: withDefault(span3("how long a checkout waits in line"), seconds(5), 5),
  idle_timeout: withDefault(span3("idle for longer: closed by the reaper; 0: never"), minutes(5), 300),
  reaping_frequency: withDefault(span3("how often the reaper looks; sooner where idle_timeout, max_age or keepalive is shorter"), seconds(20), 20),
  max_age: withDefault(span3("older (up to 20 % less): retired"), forever, "none"),
  keepalive: withDefault(span3("idle connections that were silent for longer (up to 20 % less) are asked for a sign of life; 0: never"), minutes(10), 600),
  verify_timeout: withDefault(span3("silent for longer: verified by a round trip at the first statement after checkout"), seconds(2), 2)
};
var zeroIsNever = (of) => of === 0 ? forever : of;
var activeRecordPolicy = (options2) => {
  const idleTimeout = zeroIsNever(options2.idle_timeout);
  const maxAge = zeroIsNever(options2.max_age);
  const keepalive = zeroIsNever(options2.keepalive);
  const looks = Math.min(options2.reaping_frequency, idleTimeout, maxAge, keepalive);
  return {
    ...ordinary,
    max: options2.max_connections,
    minimum: Math.min(options2.min_connections, options2.max_connections),
    lend: "lastReturned",
    nested: "same",
    patience: constantLaw(options2.checkout_timeout),
    afterDiscard: "emptyRecord",
    refusedStays: true,
    checkAfterIdle: options2.verify_timeout,
    afterFailedCheck: "reopen",
    lifetime: maxAge,
    lifetimeJitter: maxAge === forever ? 0 : 0.2,
    lifetimeAt: maxAge === forever ? [] : ["timer"],
    idleTimeout,
    idleBy: { sweepEvery: looks },
    idleFloor: { count: options2.min_connections, of: "all" },
    refill: options2.min_connections > 0 ? "all" : "never",
    refillEvery: looks,
    keepalive,
    keepaliveJitter: keepalive === forever ? 0 : 0.2,
    messages: { ...ordinary.messages, timeout: "could not obtain a connection from the pool within {timeoutS3} seconds (waited {waitedS3} seconds); all pooled connections were in use" }
  };
};
var activerecord = poolKind({
  kind: "activerecord",
  version: "Rails 8.1.3",
  says: "a connection for each thread; last returned, first lent; the timeout covers only the wait; a reaper closes idle ones",
  source: "rails/rails 8.1.3, connection_pool.rb",
  metrics: {
    "stat[:size]": "max_connections",
    "stat[:connections]": "connections",
    "stat[:busy]": "leased to threads that live",
    "stat[:dead]": "leased to threads that have died",
    "stat[:idle]": "not leased",
    "stat[:waiting]": "threads in line",
    "stat[:checkout_timeout]": "checkout_timeout in seconds"
  },
  traps: [
    { says: "The pool must have a connection for each thread of the process (Puma, jobs): with fewer, threads wait though the database is idle." },
    { says: "A thread that asks again gets the connection it has: nested uses never wait for each other." },
    { says: "Until the first statement nothing has been opened: the caller pays for the opening there, outside checkout_timeout." }
  ],
  options: activeRecordOptions,
  policy: activeRecordPolicy
});

// src/model/pool/kinds/psycopg3.ts
var span4 = (says) => duration(says, { bare: "s" });
var psycopg3Options = {
  min_size: withDefault(count("connections kept, opened in the background at the start"), 4, 4),
  max_size: optional(count("most connections; default: min_size")),
  timeout: withDefault(turned(span4("how long getconn() waits, the opening of a connection included"), (value, here) => value <= 0 ? here.wrong("at a timeout of 0 or less psycopg_pool fails every getconn() with PoolTimeout, idle connections or not") : value), seconds(30), 30),
  max_waiting: withDefault(turned(count("most requests in the queue, those that gave up since counted too; 0: no limit"), (most) => most || Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, 0),
  max_lifetime: withDefault(span4("older (up to 5 % less) when it comes back: closed and replaced"), minutes(60), 3600),
  max_idle: withDefault(span4("every so often one connection above min_size is closed, if one was unused all that time"), minutes(10), 600),
  reconnect_timeout: withDefault(span4("how long an opening that fails is tried again before it is given up"), minutes(5), 300),
  num_workers: withDefault(turned(count("threads that open connections"), (workers, here) => workers < 1 ? here.wrong('psycopg_pool refuses this: "num_workers must be at least 1"') : workers), 3, 3),
  check: withDefault(flag("check each connection before it is given out (check=ConnectionPool.check_connection, 3.2 and later)"), false, false),
  version: withDefault(oneOf("which version: its words differ", ["3.3", "3.1"]), "3.3", "3.3")
};
var refusedSizes = (min, max) => max < min ? "max_size must be greater or equal than min_size" : max === 0 ? "if min_size is 0 max_size must be greater than 0" : void 0;
var psycopg3Policy = (options2, here) => {
  const min = options2.min_size;
  const max = options2.max_size ?? min;
  const refused2 = refusedSizes(min, max);
  if (refused2 !== void 0) return here.wrong(`psycopg_pool refuses this: "${refused2}"`);
  return {
    ...ordinary,
    max,
    minimum: min,
    prefill: min,
    start: { ...ordinary.start, blocking: 0, atOnce: 0 },
    lend: "firstReturned",
    patience: constantLaw(options2.timeout),
    patienceCoversOpening: true,
    maxWaiting: options2.max_waiting,
    countsGone: true,
    open: {
      ...ordinary.open,
      by: "workers",
      atOnce: options2.num_workers,
      refusalGoesTo: "nobody",
      backoff: { first: seconds(1), factor: 2, cap: forever, jitter: 0.1, giveUpAfter: options2.reconnect_timeout }
    },
    placeFree: "afterClose",
    afterDiscard: "replace",
    checkAfterIdle: options2.check ? -1 : forever,
    checksHandOver: options2.check,
    lifetime: options2.max_lifetime,
    lifetimeJitter: 0.05,
    lifetimeAt: ["return"],
    shrinkEvery: options2.max_idle,
    refill: "all",
    messages: {
      ...ordinary.messages,
      timeout: options2.version === "3.1" ? "couldn't get a connection after {timeoutFloat} sec" : "couldn't get a connection after {timeoutS} sec",
      queueFull: "the pool '{name}' has already {inLine} requests waiting",
      openFailed: "error connecting in '{name}': {why}",
      gaveUp: "reconnection attempt in pool '{name}' failed after {timeoutFloat} sec"
    }
  };
};
var psycopg3 = poolKind({
  kind: "psycopg3",
  version: "psycopg_pool 3.3.1",
  says: "whoever waits first takes whatever connection comes first; grows one connection at a time; replaces in the background what it throws away",
  source: "psycopg/psycopg, psycopg_pool 3.3.1",
  metrics: {
    pool_min: "min_size",
    pool_max: "max_size",
    pool_size: "connections, those being opened or waiting for another attempt included",
    pool_available: "idle connections",
    requests_waiting: "requests in the queue",
    requests_num: "requests for a connection",
    requests_queued: "requests that had to queue",
    requests_wait_ms: "time spent in the queue",
    requests_errors: "requests that timed out or were turned away",
    usage_ms: "time connections were out",
    returns_bad: "connections returned broken",
    connections_num: "openings begun",
    connections_ms: "time spent opening",
    connections_errors: "openings that failed",
    connections_lost: "connections found broken by a check"
  },
  traps: [
    { says: "It grows one connection at a time: a burst waits for one opening after another, not for one." },
    { says: "A connection past max_lifetime is given out once more, because age is looked at only when a connection comes back." },
    { says: "max_waiting counts requests that have timed out already, until a connection comes by: a stalled pool turns newcomers away although nobody waits." },
    { says: "After a refusal the pool rests 1, 2, 4 \u2026 s and nothing else grows it meanwhile; callers see only PoolTimeout, never the reason." },
    { says: "A pool of n dead connections is found out one borrower at a time, unless check is on." }
  ],
  options: psycopg3Options,
  policy: psycopg3Policy
});

// src/model/pool/kinds/django.ts
var pooled = record("options of psycopg's pool", psycopg3Options);
var pool2 = either("psycopg's pool: true, or a table of its options", [
  { when: (value) => typeof value === "boolean", of: flag("psycopg's pool with its defaults, or none") },
  { when: () => true, of: pooled }
]);
var defaults = (here) => pooled.read({}, here);
var django = poolKind({
  kind: "django",
  version: "Django 5.2",
  says: "a connection for each request, or for each thread up to CONN_MAX_AGE; with OPTIONS['pool'] psycopg's pool",
  source: "django/django 5.2, db/backends/base/base.py",
  traps: [
    { says: "With CONN_MAX_AGE = 0 every request pays for an opening, and the server for a login." },
    { says: "Nothing limits connections but the number of threads: more workers are more sessions." },
    { says: "With CONN_MAX_AGE and without CONN_HEALTH_CHECKS the first statement of a request meets a connection that the server or a firewall has ended meanwhile." }
  ],
  options: {
    CONN_MAX_AGE: withDefault(duration("older at the begin or end of a request: closed; 0: at the end of each request; none: never", { bare: "s", foreverAs: ["none"] }), 0, 0),
    CONN_HEALTH_CHECKS: withDefault(flag("check a kept connection before its first statement in a request"), false, false),
    pool: withDefault(pool2, false, false)
  },
  policy: (options2, here) => {
    const checks = options2.CONN_HEALTH_CHECKS;
    if (options2.pool !== false) {
      if (options2.CONN_MAX_AGE !== 0) return here.wrong(`Django refuses this: "Pooling doesn't support persistent connections."`);
      const chosen2 = options2.pool === true ? defaults(here) : options2.pool;
      const policy2 = psycopg3Policy({ ...chosen2, check: checks || chosen2.check }, here);
      return policy2 === void 0 ? void 0 : { ...policy2, nested: "same" };
    }
    const kept2 = options2.CONN_MAX_AGE > 0;
    return {
      ...ordinary,
      max: Number.POSITIVE_INFINITY,
      keepIdle: kept2 ? Number.POSITIVE_INFINITY : 0,
      lend: "firstReturned",
      nested: "same",
      afterDiscard: kept2 ? "emptyRecord" : "nobody",
      lifetime: kept2 ? options2.CONN_MAX_AGE : forever,
      lifetimeAt: ["borrow", "return"],
      checkAfterIdle: kept2 && checks ? -1 : forever,
      afterFailedCheck: "reopen"
    };
  }
});

// src/model/pool/kinds/prisma.ts
var zeroIsNever2 = (says) => turned(duration(says, { bare: "s" }), (value) => value === 0 ? forever : value);
var prisma = poolKind({
  kind: "prisma",
  version: "Prisma 6 (quaint, mobc 0.8)",
  says: "one deadline for waiting, checking and opening; every caller that finds room opens its own connection",
  source: "prisma/prisma-engines 6, quaint/src/pooled.rs",
  metrics: {
    prisma_pool_connections_open: "connections",
    prisma_pool_connections_busy: "connections out",
    prisma_pool_connections_idle: "idle connections",
    prisma_pool_connections_opened_total: "connections opened so far",
    prisma_pool_connections_closed_total: "connections closed so far",
    prisma_client_queries_wait: "queries that wait for a connection",
    prisma_client_queries_wait_histogram_ms: "how long queries waited for a connection"
  },
  traps: [
    { says: "The default size follows the processors of the machine that runs the app, not the database: a container that sees 32 cores takes 65 connections, each instance anew." },
    { says: "A caller whose time is up drops the opening it waits for: a server slower to log in than pool_timeout is asked again and again and never serves." }
  ],
  options: {
    num_physical_cpus: withDefault(count("physical processors of the machine: connection_limit is 2 times that and 1 unless it is given", { atLeast: 1 }), 4, 4),
    connection_limit: optional(count("most connections; default: num_physical_cpus * 2 + 1", { atLeast: 1 })),
    pool_timeout: withDefault(zeroIsNever2("how long a query waits for a connection, its check and opening included; 0: for ever"), seconds(10), 10),
    connect_timeout: withDefault(zeroIsNever2("an opening that takes longer fails; 0: never"), seconds(5), 5),
    max_connection_lifetime: withDefault(zeroIsNever2("older when it is lent: replaced by its borrower; 0: never"), forever, 0),
    max_idle_connection_lifetime: withDefault(zeroIsNever2("idle for longer when it is lent: replaced by its borrower; 0: never"), minutes(5), 300)
  },
  policy: (options2) => {
    const max = options2.connection_limit ?? options2.num_physical_cpus * 2 + 1;
    const timeout5 = options2.pool_timeout;
    return {
      ...ordinary,
      max,
      lend: "lastReturned",
      patience: timeout5 === forever ? foreverLaw : constantLaw(timeout5),
      patienceCoversOpening: true,
      patienceFromAsking: true,
      abandonedOpening: "destroy",
      open: { ...ordinary.open, timeout: options2.connect_timeout },
      // A connection is checked when its last check is 15 s old; here, when it has been idle for so long.
      reuseTries: 1,
      checkAfterIdle: seconds(15),
      lifetime: options2.max_connection_lifetime,
      lifetimeAt: ["borrow"],
      idleTimeout: options2.max_idle_connection_lifetime,
      idleBy: "borrow",
      messages: {
        ...ordinary.messages,
        timeout: `Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: ${timeout5 === forever ? 0 : inSeconds(timeout5)}, connection limit: ${max})`,
        openTimeout: "Can't reach database server"
      }
    };
  }
});

// src/model/pool/kinds/rails.ts
var { max_connections: _, ...others } = activeRecordOptions;
var rails = poolKind({
  kind: "rails",
  version: "Rails 8.1.3",
  says: "ActiveRecord's pool as Rails configures it: one connection for each of RAILS_MAX_THREADS threads of a process",
  source: "rails/rails 8.1.3, database.yml and puma.rb as generated",
  traps: [
    { says: "Each Puma worker is a process with a pool of its own: the server sees WEB_CONCURRENCY times as many connections." },
    { says: "database.yml falls back to 5 connections and puma.rb to 3 threads when RAILS_MAX_THREADS is not set; set it, and both follow." }
  ],
  options: { RAILS_MAX_THREADS: withDefault(count("threads of a process, and so connections of its pool", { atLeast: 1 }), 5, 5), ...others },
  policy: ({ RAILS_MAX_THREADS, ...options2 }) => activeRecordPolicy({ ...options2, max_connections: RAILS_MAX_THREADS })
});

// src/model/pool/kinds/bb8.ts
var panics = (name) => (value, here) => value <= 0 ? here.wrong(`bb8 panics: "${name} must be greater than zero!"`) : value;
var orNone = (name, says, otherwise, text3) => withDefault(turned(duration(says, { foreverAs: ["None", "none"] }), panics(name)), otherwise, text3);
var bb8 = poolKind({
  kind: "bb8",
  version: "main",
  says: "first returned, first lent; an unmet caller orders a connection, and whoever waits first takes what comes",
  source: "djc/bb8, bb8/src",
  options: {
    max_size: withDefault(turned(count("most connections"), panics("max_size")), 10, 10),
    min_idle: withDefault(count("idle connections kept ready"), 0, 0),
    connection_timeout: withDefault(turned(duration("how long get() may take, and how long an opening is tried again"), panics("connection_timeout")), seconds(30), "30s"),
    idle_timeout: orNone("idle_timeout", "idle for so long: closed by the reaper; None: never", minutes(10), "10m"),
    max_lifetime: orNone("max_lifetime", "so old when idle: closed by the reaper; None: never", minutes(30), "30m"),
    test_on_check_out: withDefault(flag("check each connection before it is lent"), true, true),
    retry_connection: withDefault(flag("try an opening again that fails"), true, true),
    reaper_rate: withDefault(duration("how often the reaper goes round", { atLeast: ms(1) }), seconds(30), "30s"),
    queue_strategy: withDefault(oneOf("which idle connection is lent", ["Fifo", "Lifo"]), "Fifo", "Fifo")
  },
  policy: (options2, here) => {
    if (options2.min_idle > options2.max_size) return here.wrong('bb8 panics: "min_idle must be no larger than max_size"');
    return {
      ...ordinary,
      max: options2.max_size,
      minimum: options2.min_idle,
      prefill: options2.min_idle,
      lend: options2.queue_strategy === "Fifo" ? "firstReturned" : "lastReturned",
      patience: constantLaw(options2.connection_timeout),
      patienceCoversOpening: true,
      patienceFromAsking: true,
      open: {
        ...ordinary.open,
        by: "order",
        refusalGoesTo: "nobody",
        backoff: { first: ms(400), factor: 2, cap: Math.floor(options2.connection_timeout / 2) },
        orders: { workers: Number.POSITIVE_INFINITY, one: "unmet", giveUpAfter: options2.retry_connection ? options2.connection_timeout : 0, refusalGoesTo: "nobody" }
      },
      placeFree: "beforeClose",
      afterDiscard: "order",
      refill: "idleOrOpening",
      refillsAtLending: options2.min_idle > 0,
      checkAfterIdle: options2.test_on_check_out ? -1 : forever,
      checksHandOver: options2.test_on_check_out,
      lifetime: options2.max_lifetime,
      lifetimeAt: ["cleaner"],
      idleTimeout: options2.idle_timeout,
      idleBy: "cleaner",
      cleaner: options2.max_lifetime === forever && options2.idle_timeout === forever ? null : { by: "period", every: options2.reaper_rate, first: options2.reaper_rate, again: forever },
      messages: { ...ordinary.messages, timeout: "Timed out in bb8" }
    };
  },
  metrics: { "State::connections": "connections open, lent or idle", "State::idle_connections": "connections lying idle", "Statistics::get_waited": "get() calls that had to wait", "Statistics::get_timed_out": "get() calls that timed out" },
  traps: [
    { says: 'The reason why openings fail is told to the error sink only: callers see "Timed out in bb8".' },
    { says: "max_lifetime is looked at only while a connection is idle, by the reaper. It has no jitter.", scenario: "lifetime-herd" }
  ]
});

// src/model/pool/kinds/c3p0.ts
var zeroMeansNever = (says, bare2) => turned(duration(says, { bare: bare2 }), (value) => value === 0 ? forever : value);
var c3p0 = poolKind({
  kind: "c3p0",
  version: "0.10.0",
  says: "helper threads open connections in batches; after thirty refusals everybody who waits fails at once",
  source: "swaldman/c3p0 0.10.0",
  metrics: {
    numConnections: "connections",
    numBusyConnections: "lent connections",
    numIdleConnections: "idle connections",
    numThreadsAwaitingCheckoutDefaultUser: "callers that wait",
    numUnclosedOrphanedConnections: "connections out of a pool that was reset",
    numFailedCheckoutsDefaultUser: "checkouts that failed"
  },
  traps: [
    { says: "checkoutTimeout is 0: callers wait for ever, and a database that is down is told them only after acquireRetryAttempts \xD7 acquireRetryDelay, half a minute." },
    { says: "Every caller that finds nothing raises the target by acquireIncrement: a short burst opens more than it needs." },
    { says: "Waiting threads are all notified and race: the order here is first come, first served, which the library does not promise." }
  ],
  options: {
    minPoolSize: withDefault(count("connections kept"), 3, 3),
    maxPoolSize: withDefault(count("most connections", { atLeast: 1 }), 15, 15),
    initialPoolSize: withDefault(count("connections opened at the start, in the background"), 3, 3),
    acquireIncrement: withDefault(count("connections opened at a time", { atLeast: 1 }), 3, 3),
    acquireRetryAttempts: withDefault(turned(count("refusals before all who wait fail; 0: never"), (attempts) => attempts || Number.POSITIVE_INFINITY), 30, 30),
    acquireRetryDelay: withDefault(duration("pause after a refusal", { bare: "ms" }), seconds(1), 1e3),
    checkoutTimeout: withDefault(zeroMeansNever("how long a caller waits; 0: for ever", "ms"), forever, 0),
    maxIdleTime: withDefault(zeroMeansNever("idle for longer: closed, down to minPoolSize; 0: never", "s"), forever, 0),
    maxConnectionAge: withDefault(zeroMeansNever("older: closed when idle; 0: never", "s"), forever, 0),
    testConnectionOnCheckout: withDefault(flag("check each connection before it is lent"), false, false),
    numHelperThreads: withDefault(count("threads that open connections", { atLeast: 1 }), 3, 3),
    unreturnedConnectionTimeout: withDefault(zeroMeansNever("out for longer: taken back; 0: never", "s"), forever, 0)
  },
  policy: (options2) => {
    const max = options2.maxPoolSize;
    const minimum = Math.min(options2.minPoolSize, max);
    const prefill = Math.min(max, Math.max(minimum, options2.initialPoolSize));
    return {
      ...ordinary,
      max,
      minimum,
      prefill,
      lend: "lastReturned",
      start: { ...ordinary.start, atOnce: options2.numHelperThreads },
      patience: options2.checkoutTimeout === forever ? foreverLaw : constantLaw(options2.checkoutTimeout),
      patienceCoversOpening: true,
      open: {
        ...ordinary.open,
        by: "adder",
        tasks: "batches",
        batch: options2.acquireIncrement,
        attempts: options2.acquireRetryAttempts,
        atOnce: options2.numHelperThreads,
        refusalGoesTo: "nobody",
        backoff: { first: Math.max(ms(1), options2.acquireRetryDelay), factor: 1, cap: Math.max(ms(1), options2.acquireRetryDelay) }
      },
      afterDiscard: "refill",
      refill: "all",
      refillEvery: forever,
      checkAfterIdle: options2.testConnectionOnCheckout ? 0 : forever,
      lifetime: options2.maxConnectionAge,
      lifetimeAt: ["timer", "borrow"],
      idleTimeout: options2.maxIdleTime,
      idleBy: "timer",
      idleFloor: { count: minimum, of: "all" },
      leakAfter: options2.unreturnedConnectionTimeout,
      leakReclaims: true,
      messages: {
        ...ordinary.messages,
        timeout: "An attempt by a client to checkout a Connection has timed out.",
        allRefused: "Connections could not be acquired from the underlying database!",
        leak: "A checked-out resource is overdue, and will be destroyed: {connection}",
        takenAway: "You can't operate on a closed Connection!!!"
      }
    };
  }
});

// src/model/pool/kinds/dbcp2.ts
var span5 = (says) => duration(says, { bare: "ms" });
var negativeIsForever = (says) => shape(`${says}; negative: never`, { type: ["integer", "string"] }, (value, here) => typeof value === "number" && value < 0 ? forever : span5("").read(value, here));
var negativeIsNoLimit = (says) => shape(`${says}; negative: no limit`, { type: "integer" }, (value, here) => typeof value === "number" && value < 0 ? Number.POSITIVE_INFINITY : count("").read(value, here));
var dbcp2 = poolKind({
  kind: "dbcp2",
  version: "2.9.0 with pool2 2.11.1",
  says: "last returned, first lent, each checked; who finds no room while a connection is being opened blocks behind that opening",
  source: "apache/commons-dbcp 2.9.0, apache/commons-pool 2.11.1",
  metrics: {
    NumActive: "lent connections",
    NumIdle: "idle connections",
    NumWaiters: "callers that wait in line",
    BorrowedCount: "connections lent so far",
    ReturnedCount: "connections given back",
    CreatedCount: "connections opened",
    DestroyedCount: "connections closed",
    DestroyedByBorrowValidationCount: "connections that a check at borrowing found dead",
    DestroyedByEvictorCount: "connections that the evictor closed",
    MeanBorrowWaitTimeMillis: "mean wait of the last borrowings",
    MaxBorrowWaitTimeMillis: "longest wait of all"
  },
  traps: [
    { says: "Each caller that finds room opens a connection and waits for that one alone: a burst opens as many connections as there are callers.", scenario: "spike-of-fifty" },
    { says: "A caller that finds all places taken while one is being opened waits for that opening, though a connection comes back long before.", scenario: "dbcp2-behind-an-opening" },
    { says: "maxWaitMillis does not limit the opening of one's own connection." },
    { says: "maxIdle below maxTotal closes connections at return and opens them again under load." },
    { says: "No evictor runs unless timeBetweenEvictionRunsMillis is set: minIdle and idle times are dead letters." }
  ],
  options: {
    maxTotal: withDefault(negativeIsNoLimit("most connections"), 8, 8),
    maxIdle: withDefault(negativeIsNoLimit("most idle connections; the surplus is closed at return"), 8, 8),
    minIdle: withDefault(count("idle connections that the evictor keeps ready"), 0, 0),
    initialSize: withDefault(count("connections opened at the start, one after another"), 0, 0),
    maxWaitMillis: withDefault(negativeIsForever("how long a caller waits in line or behind an opening"), forever, -1),
    lifo: withDefault(flag("lend the connection that came back last"), true, true),
    testOnBorrow: withDefault(flag("check each connection before it is lent"), true, true),
    testOnReturn: withDefault(flag("check each connection at return: one round trip"), false, false),
    blockWhenExhausted: withDefault(flag("wait when all are out; false: fail at once"), true, true),
    timeBetweenEvictionRunsMillis: withDefault(negativeIsForever("time between two runs of the evictor"), forever, -1),
    numTestsPerEvictionRun: withDefault(count("connections that the evictor looks at in one run", { atLeast: 1 }), 3, 3),
    minEvictableIdleTimeMillis: withDefault(negativeIsForever("idle for longer: closed by the evictor"), minutes(30), 18e5),
    maxConnLifetimeMillis: withDefault(negativeIsForever("older: closed at borrowing or return"), forever, -1),
    defaultAutoCommit: withDefault(flag("false: each return rolls back, one round trip"), true, true),
    rollbackOnReturn: withDefault(flag("roll back at return what was not committed"), true, true),
    removeAbandonedOnBorrow: withDefault(flag("take back what is kept too long when a caller finds fewer than 2 idle and fewer than 3 to open"), false, false),
    removeAbandonedOnMaintenance: withDefault(flag("the same at each run of the evictor"), false, false),
    removeAbandonedTimeout: withDefault(duration("out for longer: taken back", { bare: "s" }), minutes(5), 300),
    threadWakeup: withDefault(duration("how long a woken thread needs, while a newcomer may take its connection"), 0, 0)
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.maxTotal,
    minimum: options2.minIdle,
    prefill: options2.initialSize,
    lend: options2.lifo ? "lastReturned" : "firstReturned",
    start: { ...ordinary.start, blocking: options2.initialSize, ifRefused: "throw" },
    serve: options2.blockWhenExhausted ? "firstCome" : "nobody",
    patience: options2.maxWaitMillis === forever ? foreverLaw : constantLaw(options2.maxWaitMillis),
    open: { ...ordinary.open, blocksOthers: true },
    wakesAfter: options2.threadWakeup,
    keepIdle: options2.maxIdle,
    placeFree: "afterClose",
    afterDiscard: "nobody",
    returner: "replacesForWaiting",
    checkAfterIdle: options2.testOnBorrow ? 0 : forever,
    checksHandOver: options2.testOnBorrow,
    checksOpened: options2.testOnBorrow,
    resetRoundTrips: (options2.testOnReturn ? 1 : 0) + (options2.rollbackOnReturn && !options2.defaultAutoCommit ? 1 : 0),
    lifetime: options2.maxConnLifetimeMillis,
    lifetimeAt: ["borrow", "return"],
    idleTimeout: options2.timeBetweenEvictionRunsMillis === forever ? forever : options2.minEvictableIdleTimeMillis || forever,
    idleBy: { sweepEvery: options2.timeBetweenEvictionRunsMillis, atMost: options2.numTestsPerEvictionRun },
    idleFloor: { count: 0, of: "idle" },
    refill: options2.minIdle > 0 && options2.timeBetweenEvictionRunsMillis < forever ? "idle" : "never",
    refillEvery: options2.timeBetweenEvictionRunsMillis,
    abandoned: { after: options2.removeAbandonedTimeout, atSweep: options2.removeAbandonedOnMaintenance, atBorrow: options2.removeAbandonedOnBorrow, fullShare: 0 },
    messages: {
      ...ordinary.messages,
      timeout: "Cannot get a connection, pool error Timeout waiting for idle object, borrowMaxWaitDuration={timeoutIso}",
      exhausted: "Cannot get a connection, pool error Pool exhausted",
      startFailed: "Cannot create PoolableConnectionFactory ({why})",
      takenAway: "Connection is closed."
    }
  })
});

// src/model/pool/kinds/deadpool.ts
var orNone2 = (says) => withDefault(duration(says, { foreverAs: ["None", "none"] }), forever, "None");
var deadpool = poolKind({
  kind: "deadpool",
  version: "main",
  says: "first returned, first lent; waiters in order; a caller with a permit creates its own; no timeouts unless they are set",
  source: "bikeshedder/deadpool, managed pool",
  options: {
    max_size: withDefault(count("most objects; default: physical cores \xD7 4, here for 4 cores", { atLeast: 1 }), 16, 16),
    wait_timeout: orNone2("how long get() waits for a permit"),
    create_timeout: orNone2("how long creating an object may take"),
    recycling_method: withDefault(oneOf("how an object is checked before it is lent again: Fast asks the driver, Verified costs a round trip", ["Fast", "Verified"]), "Fast", "Fast"),
    queue_mode: withDefault(oneOf("which idle object is lent", ["Fifo", "Lifo"]), "Fifo", "Fifo")
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.max_size,
    lend: options2.queue_mode === "Fifo" ? "firstReturned" : "lastReturned",
    patience: constantLaw(options2.wait_timeout),
    open: { ...ordinary.open, by: "caller", timeout: options2.create_timeout },
    placeFree: "afterClose",
    afterDiscard: "headOpens",
    checkAfterIdle: -1,
    checkRoundTrips: options2.recycling_method === "Fast" ? 0 : 1,
    checksHandOver: options2.recycling_method === "Verified",
    messages: { ...ordinary.messages, timeout: "Timeout occurred while waiting for a slot to become available", openTimeout: "Timeout occurred while creating a new object" }
  }),
  metrics: { "Status::max_size": "most objects", "Status::size": "objects, those being created included", "Status::available": "objects lying idle", "Status::waiting": "callers waiting for a permit" },
  traps: [
    { says: "There are no timeouts by default: an exhausted pool makes callers wait for ever." },
    { says: "Objects never age and never idle out: a server or firewall that ends idle sessions leaves dead ones behind.", scenario: "broken-pipe" }
  ]
});

// src/model/pool/kinds/pg-pool.ts
var zeroMeansNever2 = (says, bare2) => turned(duration(says, { bare: bare2 }), (value) => value === 0 ? forever : value);
var pgOptions = {
  max: withDefault(turned(count("most clients; 0 means 10"), (max) => max || 10), 10, 10),
  min: withDefault(count("idle eviction stops at this many; nothing is opened in advance"), 0, 0),
  idleTimeoutMillis: withDefault(zeroMeansNever2("idle for longer: closed; 0: never", "ms"), seconds(10), 1e4),
  connectionTimeoutMillis: withDefault(zeroMeansNever2("how long connect() waits, and how long an opening may take; 0: for ever", "ms"), forever, 0),
  maxUses: withDefault(turned(count("uses before a client is closed; 0: no limit"), (uses) => uses || Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, 0),
  maxLifetimeSeconds: withDefault(zeroMeansNever2("older: closed; 0: never", "s"), forever, 0)
};
var pgPolicy = (options2) => ({
  ...ordinary,
  max: options2.max,
  lend: "lastReturned",
  patience: options2.connectionTimeoutMillis === forever ? foreverLaw : constantLaw(options2.connectionTimeoutMillis),
  // The timer of a caller that waited in line goes on while it opens; one that opens at once has the opening's own timer alone.
  patienceCoversOpening: true,
  abandonedOpening: "countUse",
  open: { ...ordinary.open, by: "caller", refusalHeard: "afterNextOpens", timeout: options2.connectionTimeoutMillis },
  placeFree: "beforeClose",
  lineHears: "afterClose",
  afterDiscard: "headOpens",
  discardOnError: true,
  noticesDeath: true,
  lifetime: options2.maxLifetimeSeconds,
  lifetimeAt: ["timer", "return"],
  idleTimeout: options2.idleTimeoutMillis,
  idleBy: "timer",
  idleFloor: { count: options2.min, of: "all" },
  maxUses: options2.maxUses,
  messages: { ...ordinary.messages, timeout: "timeout exceeded when trying to connect", openTimeout: "Connection terminated due to connection timeout" }
});
var pgMetrics = {
  totalCount: "clients, those being opened included",
  idleCount: "clients lying idle",
  waitingCount: "callers waiting in line",
  expiredCount: "clients past maxLifetimeSeconds that are still out"
};
var pgTraps = [
  { says: "Without connectionTimeoutMillis a caller waits for ever." },
  { says: "A failing statement of pool.query(), even a misspelt one, throws its client away: the next caller pays for an opening. connect() and release() do not.", scenario: "pg-pool-overtaking" },
  { says: "min opens nothing. It only stops idle eviction, and a client given back while there are no more than min has no idle timer until it is given back again." },
  { says: "While a discarded client is being closed a newcomer opens another at once, before callers who have waited longer.", scenario: "pg-pool-overtaking" },
  { says: "When the database is full, waiting callers fail one after another, each after an opening of its own." }
];
var pgPool = poolKind({
  kind: "pg-pool",
  version: "3.14.0",
  says: "last returned, first lent; every caller that finds room opens its own connection and waits for that one alone",
  source: "brianc/node-postgres, packages/pg-pool 3.14.0",
  options: pgOptions,
  policy: pgPolicy,
  metrics: pgMetrics,
  traps: pgTraps
});

// src/model/pool/kinds/express-pg.ts
var expressPg = poolKind({
  kind: "express-pg",
  version: "pg-pool 3.14.0",
  says: "node-postgres as an Express service has it: pg-pool with its defaults, ten clients and no limit on waiting",
  source: "brianc/node-postgres, packages/pg-pool 3.14.0",
  options: pgOptions,
  policy: pgPolicy,
  metrics: pgMetrics,
  traps: [
    { says: "Each process has a pool of its own: with cluster mode or several replicas the server sees max times as many." },
    { says: "A handler that throws between connect() and release() keeps its client for ever, and after max such errors the service stands still without an error in the log." },
    ...pgTraps
  ]
});

// src/model/pool/supply-rules.ts
var plainSupply = {
  perTrigger: Number.POSITIVE_INFINITY,
  goesOn: "forCallers",
  overdue: "givenUp",
  failureGoesTo: "nobody",
  pause: { first: 0, step: 0, cap: forever, stops: false },
  insist: { every: 0, within: 0 },
  blames: "nobody",
  blamed: "",
  validates: "never",
  doubtsOthers: false
};

// src/model/pool/kinds/generic-pool.ts
var span6 = (says) => duration(says, { bare: "ms" });
var zeroIs = (says, instead) => turned(span6(says), (value) => value === 0 ? instead : value);
var genericPool = poolKind({
  kind: "generic-pool",
  version: "3.9.0",
  says: "creates as many as callers lack, all at once; whoever waits first takes whatever is free first",
  source: "coopernurse/node-pool (generic-pool) 3.9.0",
  options: {
    max: withDefault(turned(count("most resources; 0 counts as 1"), (max) => Math.max(1, max)), 1, 1),
    min: withDefault(count("resources created at the start and after each destroy; at most max"), 0, 0),
    acquireTimeoutMillis: withDefault(zeroIs("how long acquire() waits; 0: for ever", forever), forever, "forever"),
    maxWaitingClients: withDefault(count("callers that may wait, those whose resource is being created included"), Number.POSITIVE_INFINITY, "no limit"),
    testOnBorrow: withDefault(flag("validate with a ping before each hand-over"), false, false),
    testOnReturn: withDefault(flag("the library accepts it and never looks at it"), false, false),
    priorityRange: withDefault(turned(count("levels of priority"), (range) => Math.max(1, range)), 1, 1),
    fifo: withDefault(flag("lend the resource that came back first; false: the one that came back last"), true, true),
    evictionRunIntervalMillis: withDefault(zeroIs("the evictor comes so often; 0: never", forever), forever, 0),
    numTestsPerEvictionRun: withDefault(turned(count("idle resources the evictor looks at in one run; 0 counts as 3"), (tests) => tests || 3), 3, 3),
    softIdleTimeoutMillis: withDefault(zeroIs("idle for longer: evicted while more than min are idle; 0: never", forever), forever, "never"),
    idleTimeoutMillis: withDefault(zeroIs("idle for longer: evicted, whatever min says; 0 counts as 30000", seconds(30)), seconds(30), 3e4),
    destroyTimeoutMillis: optional(span6("limit of one destroy; its slot is free before it ends")),
    through: withDefault(oneOf("how the app borrows: use() destroys a resource whose work failed, acquire() leaves that to release()", ["use", "acquire"]), "use", "use")
  },
  metrics: {
    size: "resources that exist or are being created",
    available: "idle resources",
    borrowed: "resources on loan",
    pending: "callers that wait",
    spareResourceCapacity: "resources that could still be created",
    max: "the limit",
    min: "the minimum"
  },
  traps: [
    { says: "a factory that fails is called again at once, for as long as anybody waits, and callers only see their timeout, if they have one" },
    { says: "maxWaitingClients counts callers whose resource is being created: with 1, the second caller of an empty pool of one is turned away" },
    { says: "idleTimeoutMillis does nothing unless evictionRunIntervalMillis is set, and then it ignores min, whose resources are created anew" },
    { says: "without acquireTimeoutMillis a caller waits for ever" }
  ],
  policy: (options2) => {
    const min = Math.min(options2.min, options2.max);
    const loses = options2.through === "use";
    return {
      ...ordinary,
      max: options2.max,
      minimum: min,
      prefill: min,
      start: { ...ordinary.start, atOnce: 0 },
      lend: options2.fifo ? "firstReturned" : "lastReturned",
      patienceCoversOpening: true,
      patience: options2.acquireTimeoutMillis === forever ? foreverLaw : constantLaw(options2.acquireTimeoutMillis),
      priorities: options2.priorityRange,
      maxWaiting: options2.maxWaitingClients,
      open: { ...ordinary.open, by: "pool", refusalGoesTo: "nobody", supply: { ...plainSupply, validates: options2.testOnBorrow ? "forWhoeverIsFirst" : "never" } },
      discardFailed: loses,
      keepsDead: !loses,
      refill: "all",
      reap: {
        every: options2.evictionRunIntervalMillis,
        begins: "atOnce",
        stopsWhenEmpty: false,
        looksAt: options2.numTestsPerEvictionRun,
        thenRefills: false,
        softIdle: options2.softIdleTimeoutMillis,
        floor: { count: min, of: "idle" },
        hardIdle: options2.idleTimeoutMillis
      },
      messages: { ...ordinary.messages, timeout: "ResourceRequest timed out", queueFull: "max waitingClients count exceeded" }
    };
  }
});

// src/model/pool/kinds/go-database-sql.ts
var orForever = (says) => withDefault(turned(duration(says, { foreverAs: [0, -1, "none"] }), (value) => value === 0 ? forever : value), forever, 0);
var anySign = (says) => count(says, { atLeast: -1e6 });
var goDatabaseSql = poolKind({
  kind: "go-database-sql",
  version: "go1.19 to current",
  says: "last returned, first lent; whoever waits is served at random; a caller that finds room opens its own; two idle connections are kept",
  source: "golang/go, src/database/sql/sql.go",
  options: {
    MaxOpenConns: withDefault(turned(anySign("most open connections; 0 or less: no limit"), (max) => max <= 0 ? Number.POSITIVE_INFINITY : max), Number.POSITIVE_INFINITY, 0),
    MaxIdleConns: withDefault(turned(anySign("idle connections kept at return; 0 or less: none; never more than MaxOpenConns"), (idle2) => Math.max(0, idle2)), 2, 2),
    ConnMaxLifetime: orForever("older: closed, noticed when it is borrowed, when it comes back, or by the cleaner; 0: never"),
    ConnMaxIdleTime: orForever("idle for longer: closed by the cleaner, which wakes once a second at most; 0: never"),
    contextTimeout: orForever("deadline of the context that callers pass: it covers waiting and opening; no setting of the pool, which has no timeout of its own")
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.MaxOpenConns,
    keepIdle: Math.min(options2.MaxIdleConns, options2.MaxOpenConns),
    lend: "lastReturned",
    serve: "random",
    patience: constantLaw(options2.contextTimeout),
    patienceCoversOpening: true,
    patienceFromAsking: true,
    abandonedOpening: "destroy",
    // One opener goroutine beside the callers, with no deadline; what fails in it goes to one of those who wait, drawn at random.
    open: { ...ordinary.open, by: "caller", orders: { workers: 1, one: "perCaller", giveUpAfter: 0, refusalGoesTo: "waiter" } },
    placeFree: "afterClose",
    afterDiscard: "order",
    reuseTries: 2,
    retriesDead: true,
    lifetime: options2.ConnMaxLifetime,
    lifetimeAt: ["borrow", "return", "cleaner"],
    idleTimeout: options2.ConnMaxIdleTime,
    idleBy: "cleaner",
    cleaner: options2.ConnMaxLifetime === forever && options2.ConnMaxIdleTime === forever ? null : { by: "due", atLeast: second },
    messages: { ...ordinary.messages, timeout: "context deadline exceeded" }
  }),
  metrics: {
    MaxOpenConnections: "most open connections; 0: no limit",
    OpenConnections: "connections, those being opened included",
    InUse: "connections lent or being opened: OpenConnections less Idle",
    Idle: "connections lying idle",
    WaitCount: "callers that had to wait in line, so far",
    WaitDuration: "time spent in line, so far; opening a connection of one's own is not in it",
    MaxIdleClosed: "connections closed at return because MaxIdleConns lay idle already",
    MaxIdleTimeClosed: "connections closed for ConnMaxIdleTime",
    MaxLifetimeClosed: "connections closed for ConnMaxLifetime"
  },
  traps: [
    { says: "Two idle connections are kept by default: above two at a time nearly every use opens a connection and closes it again.", scenario: "go-idle-churn" },
    { says: "Whoever waits is served at random, so some wait far longer than the line is long." },
    { says: "Without a context deadline a caller waits for ever: the pool has no acquire timeout." },
    { says: "MaxOpenConns is unlimited by default: a slow database is met with more connections until the server refuses." },
    { says: "Lifetimes have no jitter: connections opened together are closed together.", scenario: "lifetime-herd" }
  ]
});

// src/model/pool/kinds/hikari.ts
var span7 = (says) => duration(says, { bare: "ms" });
var refused = (here, words5) => here.wrong(`HikariCP refuses this: "${words5}"`);
var timeout3 = (says, name) => turned(span7(says), (value, here) => value > 0 && value < ms(250) ? refused(here, `${name} cannot be less than 250ms`) : value);
var poolSize = count("most connections", { atLeast: 1 });
var maximumPoolSize = shape(poolSize.says, poolSize.schema, (value, here) => typeof value === "number" && value < 1 ? refused(here, "maxPoolSize cannot be less than 1") : poolSize.read(value, here));
var failTimeout = shape("how long the start tries to open its first connection before it fails; 0: tries once and goes on; negative: does not try", { type: ["integer", "string"] }, (value, here) => typeof value === "number" && value < 0 ? -1 : span7("").read(value, here));
var generations = {
  4: { tasks: "eager", pause: 0, backoff: { first: ms(250), factor: 1.5, cap: seconds(10) }, evictsAtReturn: false, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: false },
  5: { tasks: "looping", pause: ms(10), backoff: { first: ms(20), factor: 2, cap: seconds(5) }, evictsAtReturn: false, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: false },
  5.1: { tasks: "perCaller", pause: ms(30), backoff: { first: ms(10), factor: 2, cap: seconds(5) }, evictsAtReturn: false, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: true },
  6: { tasks: "perCaller", pause: ms(30), backoff: { first: ms(10), factor: 2, cap: seconds(5) }, evictsAtReturn: true, jitter: 0.025, keepalive: 0, keepaliveJitter: 0.1, tellsCounts: true },
  6.1: { tasks: "perCaller", pause: ms(30), backoff: { first: ms(10), factor: 2, cap: seconds(5) }, evictsAtReturn: true, jitter: 0.25, keepalive: minutes(2), keepaliveJitter: 0.2, tellsCounts: true }
};
var generationOf = (version3) => version3 >= 6.1 ? 6.1 : version3 >= 6 ? 6 : version3 >= 5.1 ? 5.1 : version3 >= 5 ? 5 : 4;
var version = shape('version of HikariCP, such as 5.1, 6.0, 6.3 or "2.7.9"', { type: ["number", "string"] }, (value, here) => {
  const parts2 = /^(\d+)(?:\.(\d+))?(?:\.\d+)*$/.exec(String(value));
  const number2 = parts2 === null ? 0 : Number(`${parts2[1]}.${Math.min(9, Number(parts2[2] ?? 0))}`);
  return number2 >= 2 && number2 < 8 ? number2 : here.wrong(`expected a version from 2 to 7, such as 5.1, found ${describe(value)}`);
});
var hikariOptions = {
  maximumPoolSize: withDefault(maximumPoolSize, 10, 10),
  minimumIdle: optional(count("idle connections kept ready; default: maximumPoolSize")),
  connectionTimeout: withDefault(timeout3("how long getConnection() waits; 0: for ever", "connectionTimeout"), seconds(30), 3e4),
  idleTimeout: withDefault(span7("idle for longer: closed, down to minimumIdle; 0: never"), minutes(10), 6e5),
  maxLifetime: withDefault(span7("older: closed; 0: never"), minutes(30), 18e5),
  keepaliveTime: optional(span7("an idle connection is pinged this often; 0: never; default: 0, from 6.1 on 120000")),
  leakDetectionThreshold: withDefault(span7("lent for longer: logged; 0: off"), 0, 0),
  validationTimeout: withDefault(turned(span7("limit of one validity check"), (value, here) => value < ms(250) ? refused(here, "validationTimeout cannot be less than 250ms") : value), seconds(5), 5e3),
  initializationFailTimeout: withDefault(failTimeout, ms(1), 1),
  aliveBypassWindowMs: withDefault(span7("system property: a connection used within this time is lent without a check"), ms(500), 500),
  housekeepingPeriodMs: withDefault(span7("system property housekeeping.periodMs: time between two rounds of the housekeeper"), seconds(30), 3e4),
  version: withDefault(version, 5.1, 5.1)
};
function validated(options2, ways) {
  const warnings = [];
  const warned = (words5, value) => {
    warnings.push(`{name} - ${words5}`);
    return value;
  };
  const max = options2.maximumPoolSize;
  const minimum = Math.min(options2.minimumIdle ?? max, max);
  const lifetime2 = options2.maxLifetime === 0 ? forever : options2.maxLifetime < seconds(30) ? warned("maxLifetime is less than 30000ms, setting to default 1800000ms.", minutes(30)) : options2.maxLifetime;
  const given2 = options2.keepaliveTime ?? ways.keepalive;
  const keepalive = given2 === 0 ? forever : given2 < seconds(30) ? warned("keepaliveTime is less than 30000ms, disabling it.", ways.keepalive || forever) : given2 >= lifetime2 ? warned("keepaliveTime is greater than or equal to maxLifetime, disabling it.", ways.keepalive || forever) : given2;
  const leak5 = options2.leakDetectionThreshold;
  const leakAfter = leak5 === 0 ? forever : leak5 < seconds(2) || leak5 > lifetime2 ? warned("leakDetectionThreshold is less than 2000ms or more than maxLifetime, disabling it.", forever) : leak5;
  const idle2 = options2.idleTimeout;
  const idleTimeout = idle2 === 0 || minimum >= max ? forever : idle2 + second > lifetime2 ? warned("idleTimeout is close to or more than maxLifetime, disabling it.", forever) : idle2 < seconds(10) ? warned(`idleTimeout is less than 10000ms, setting to default ${inMs(minutes(10))}ms.`, minutes(10)) : idle2;
  if (minimum === max && idle2 !== 0 && idle2 !== minutes(10)) warned("idleTimeout has been set but has no effect because the pool is operating as a fixed size pool.", idle2);
  return { max, minimum, lifetime: lifetime2, keepalive, leakAfter, idleTimeout, warnings };
}
function hikariPolicy(options2) {
  const ways = generations[generationOf(options2.version)];
  const { max, minimum, lifetime: lifetime2, keepalive, leakAfter, idleTimeout, warnings } = validated(options2, ways);
  const failsAfter = options2.initializationFailTimeout;
  const patience = options2.connectionTimeout === 0 ? foreverLaw : constantLaw(options2.connectionTimeout);
  const cap2 = ways.tasks === "eager" && options2.connectionTimeout > 0 ? Math.min(ways.backoff.cap, options2.connectionTimeout) : ways.backoff.cap;
  const counts2 = options2.version >= 6 ? "total={total}/{max}, idle={idle}/{minimum}, active={active}, waiting={waiting}" : "total={total}, active={active}, idle={idle}, waiting={waiting}";
  return {
    ...ordinary,
    max,
    minimum,
    prefill: minimum,
    lend: "oldest",
    start: { blocking: failsAfter < 0 ? 0 : 1, atOnce: 0, retryFor: Math.max(0, failsAfter), retryEvery: second, ifRefused: failsAfter > 0 ? "throw" : "goOn" },
    patience,
    patienceCoversOpening: true,
    open: {
      ...ordinary.open,
      by: "adder",
      atOnce: 1,
      tasks: ways.tasks,
      pause: ways.pause,
      refusalGoesTo: "nobody",
      backoff: { first: Math.min(ways.backoff.first, cap2), factor: ways.backoff.factor, cap: cap2 }
    },
    afterDiscard: "refill",
    checkAfterIdle: options2.aliveBypassWindowMs,
    checkTimeout: options2.validationTimeout,
    lifetime: lifetime2,
    lifetimeJitter: lifetime2 <= seconds(10) ? 0 : ways.jitter,
    lifetimeAt: ways.evictsAtReturn ? ["timer", "borrow", "return"] : ["timer", "borrow"],
    idleTimeout,
    idleBy: { sweepEvery: options2.housekeepingPeriodMs },
    idleFloor: { count: minimum, of: "idle" },
    refill: "idle",
    refillEvery: options2.housekeepingPeriodMs,
    firstSweep: ms(100),
    keepalive,
    keepaliveJitter: ways.keepaliveJitter,
    leakAfter,
    warnings,
    messages: {
      ...ordinary.messages,
      timeout: ways.tellsCounts ? "{name} - Connection is not available, request timed out after {waitedMs}ms (total={total}, active={active}, idle={idle}, waiting={waiting})" : "{name} - Connection is not available, request timed out after {waitedMs}ms.",
      timeoutLog: `{name} - Timeout failure stats (${counts2})`,
      startFailed: "Failed to initialize pool: {why}",
      leak: "Connection leak detection triggered for {connection} on thread {holder}, stack trace follows",
      unleaked: "Previously reported leaked connection {connection} on thread {holder} was returned to the pool (unleaked)"
    }
  };
}

// src/model/pool/kinds/hikaricp.ts
var hikariMetrics = {
  "hikaricp.connections": "connections, lent or idle; one that is being opened is not counted",
  "hikaricp.connections.active": "lent connections",
  "hikaricp.connections.idle": "idle connections",
  "hikaricp.connections.pending": "callers that wait",
  "hikaricp.connections.max": "maximumPoolSize",
  "hikaricp.connections.min": "minimumIdle",
  "hikaricp.connections.acquire": "time from getConnection() to the connection, those that timed out included",
  "hikaricp.connections.usage": "time from lending to return",
  "hikaricp.connections.creation": "time to open a connection",
  "hikaricp.connections.timeout": "getConnection() calls that timed out"
};
var hikariTraps = [
  { says: "Connections are opened by one thread, which rests 30 ms after each: a burst on a small pool is served at one connection per connect time + 30 ms." },
  { says: "With minimumIdle 0 nobody replaces a connection that dies while others wait: they wait until the next newcomer, or their timeout." },
  { says: "A refused connection is heard by nobody: callers see only the timeout, connectionTimeout later." },
  { says: "A connection that was used less than 500 ms ago is lent without a check, dead or not." },
  { says: "Lifetimes are spread by 2.5 % up to 6.0: connections that were opened together die together. From 6.1 on by 25 %." },
  { says: "A thread that gives a connection back gets the same one again if it is still free; here requests have no threads, and the oldest idle connection is lent." }
];
var hikaricp = poolKind({
  kind: "hikaricp",
  version: "5.1.0",
  says: "a fixed pool filled by one adder thread; whoever waits first takes whatever connection comes first",
  source: "brettwooldridge/HikariCP 5.1.0",
  metrics: hikariMetrics,
  traps: hikariTraps,
  options: hikariOptions,
  policy: hikariPolicy
});

// src/model/pool/kinds/tarn.ts
var size2 = (says, name, least) => shape(says, { type: "integer", minimum: least }, (value, here) => typeof value === "number" && Number.isInteger(value) && value >= least ? value : here.wrong(`tarn throws "Tarn: opt.${name} must be an integer ${least === 0 ? ">=" : ">"} 0"`));
var span8 = (says, name) => {
  const plain3 = duration(says, { bare: "ms" });
  return { ...plain3, read: (value, here) => {
    if (typeof value === "number" && (value <= 0 || !Number.isInteger(value))) return here.wrong(`tarn throws "Tarn: invalid opt.${name} ${describe(value)}"`);
    const read = plain3.read(value, here);
    return read === 0 ? here.wrong(`tarn throws "Tarn: invalid opt.${name} 0"`) : read;
  } };
};
var tarnOptions = {
  createTimeoutMillis: withDefault(span8("a create that takes longer is forgotten; what it creates is destroyed", "createTimeoutMillis"), seconds(30), 3e4),
  destroyTimeoutMillis: withDefault(span8("limit of one destroy; its slot is free before it ends", "destroyTimeoutMillis"), seconds(5), 5e3),
  idleTimeoutMillis: withDefault(span8("idle for so long: destroyed, down to min", "idleTimeoutMillis"), seconds(30), 3e4),
  reapIntervalMillis: withDefault(span8("the reaper comes so often, from the first loan on", "reapIntervalMillis"), seconds(1), 1e3),
  createRetryIntervalMillis: withDefault(span8("pause after a failed create", "createRetryIntervalMillis"), ms(200), 200)
};
var acquireTimeoutMillis = span8("how long acquire() waits, whatever for", "acquireTimeoutMillis");
var tarnPolicy = (options2) => ({
  ...ordinary,
  max: options2.max,
  start: { ...ordinary.start, atOnce: 0 },
  lend: "lastReturned",
  patienceCoversOpening: true,
  patience: constantLaw(options2.patience),
  priorities: 1,
  open: {
    ...ordinary.open,
    by: "pool",
    timeout: options2.createTimeoutMillis,
    refusalGoesTo: "nobody",
    supply: {
      ...plainSupply,
      perTrigger: 1,
      goesOn: "no",
      overdue: "closedWhenOpen",
      failureGoesTo: options2.propagates ? "head" : "nobody",
      pause: { ...plainSupply.pause, first: options2.createRetryIntervalMillis },
      blames: "lastSinceJoined",
      blamed: "{cause}",
      validates: options2.validate === "none" ? "never" : "forCaller"
    }
  },
  // Nobody looks at a connection that comes back: only validate() finds out that it has died.
  keepsDead: true,
  checkRoundTrips: options2.validate === "ping" ? 1 : 0,
  reap: {
    every: options2.reapIntervalMillis,
    begins: "firstLoan",
    stopsWhenEmpty: true,
    looksAt: Number.POSITIVE_INFINITY,
    hardIdle: forever,
    thenRefills: false,
    softIdle: options2.idleTimeoutMillis - 1,
    floor: { count: options2.min, of: "all" }
    // "at least as long", in whole µs
  },
  messages: { ...ordinary.messages, timeout: unknownReason, openTimeout: unknownReason }
});
var unknownReason = "operation timed out for an unknown reason";
var fits = (options2, here) => options2.min <= options2.max || here.at("max").wrong('tarn throws "Tarn: opt.max is smaller than opt.min"') !== void 0;
var tarnMetrics = {
  "numUsed()": "connections out or being validated for a caller",
  "numFree()": "idle connections",
  "numPendingAcquires()": "callers in line",
  "numPendingValidations()": "connections being validated",
  "numPendingCreates()": "connections being created, forgotten ones not included"
};
var tarn = poolKind({
  kind: "tarn",
  version: "3.1.2",
  says: "each caller starts at most one create; whoever waits first takes the connection that is free first",
  source: "Vincit/tarn.js 3.1.2",
  options: {
    min: size2("the reaper stops at this many; nothing is created in advance", "min", 0),
    max: size2("most resources", "max", 1),
    acquireTimeoutMillis: withDefault(acquireTimeoutMillis, seconds(30), 3e4),
    ...tarnOptions,
    propagateCreateError: withDefault(flag("a failed create rejects the caller at the head of the line"), false, false),
    validate: withDefault(oneOf("the validate function: none, what the driver has noticed, or a ping", ["none", "driver", "ping"]), "none", "none")
  },
  metrics: tarnMetrics,
  traps: [
    { says: "a create that exceeds createTimeoutMillis is no longer counted, but goes on: the database can see more than max connections, and with connects slower than the limit nobody is ever served" },
    { says: "without validate a connection that has died comes back and is lent again, the most recent one first" },
    { says: "min is never filled in advance; it only limits the reaper" }
  ],
  policy: (options2, here) => fits(options2, here) ? tarnPolicy({ ...options2, patience: options2.acquireTimeoutMillis, propagates: options2.propagateCreateError }) : void 0
});

// src/model/pool/kinds/knex.ts
var tooLate = "Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?";
var zeroMeansNever3 = (says) => turned(duration(says, { bare: "ms" }), (value) => value === 0 ? forever : value);
var knex = poolKind({
  kind: "knex",
  version: "3.3.0",
  says: "a tarn pool of 2 to 10; a refused create is heard by the caller at the head of the line",
  source: "knex/knex 3.3.0 over Vincit/tarn.js 3.1.2",
  options: {
    min: withDefault(size2("the reaper stops at this many; nothing is created in advance", "min", 0), 2, 2),
    max: withDefault(turned(count("most connections"), (max, here) => max === 0 ? here.wrong('with max 0 knex makes no pool and every query throws "Unable to acquire a connection"') : max), 10, 10),
    acquireTimeoutMillis: optional(acquireTimeoutMillis),
    acquireConnectionTimeout: optional(acquireTimeoutMillis),
    ...tarnOptions,
    propagateCreateError: withDefault(flag("a failed create rejects the caller at the head of the line"), true, true),
    maxConnectionLifetimeMillis: withDefault(zeroMeansNever3("older when it is to be handed over: replaced; 0: never"), forever, 0),
    maxConnectionLifetimeJitterMillis: withDefault(duration("the lifetime is longer by up to this, drawn per connection", { bare: "ms" }), 0, 0),
    validate: withDefault(oneOf("the validate function of pool: none, or a ping", ["none", "ping"]), "none", "none"),
    afterCreate: withDefault(count("statements that the afterCreate function runs on a new connection, one round trip each"), 0, 0)
  },
  metrics: tarnMetrics,
  traps: [
    { says: 'max 1 without min throws "Tarn: opt.max is smaller than opt.min": min is 2 where nothing is said' },
    { says: "its timeout says that the pool is probably full, also where connections could not be opened" },
    { says: "the acquire timeout is the smaller of acquireConnectionTimeout and pool.acquireTimeoutMillis, 60 s where neither is given" },
    { says: "a create that exceeds createTimeoutMillis is no longer counted, but goes on: the database can see more than max connections" }
  ],
  policy: (options2, here) => {
    if (!fits(options2, here)) return void 0;
    const given2 = [options2.acquireTimeoutMillis, options2.acquireConnectionTimeout].filter((one2) => one2 !== null);
    const policy2 = tarnPolicy({
      ...options2,
      patience: given2.length === 0 ? minutes(1) : Math.min(...given2),
      propagates: options2.propagateCreateError,
      validate: options2.validate === "ping" ? "ping" : "driver"
    });
    const { supply } = policy2.open;
    return {
      ...policy2,
      open: { ...policy2.open, setupTrips: options2.afterCreate, supply: supply && { ...supply, blames: "nobody" } },
      lifetime: options2.maxConnectionLifetimeMillis,
      lifetimeSpread: options2.maxConnectionLifetimeJitterMillis,
      lifetimeAt: ["borrow"],
      messages: { ...policy2.messages, timeout: tooLate, openTimeout: tooLate }
    };
  }
});

// src/model/pool/kinds/lambda.ts
var lambda = poolKind({
  kind: "lambda",
  version: "preset",
  says: "one connection for each function instance; a request that finds no idle instance starts one, and nobody waits",
  source: "AWS Lambda developer guide: concurrency, execution environment life cycle",
  options: {
    concurrency: withDefault(count("most instances at a time: the reserved concurrency, or the account's limit", { atLeast: 1 }), 1e3, 1e3),
    instanceIdle: withDefault(duration("an instance without work for longer is removed, with its connection (an assumption: the platform does not say)", { foreverAs: ["never"] }), minutes(10), "10m"),
    instanceLifetime: withDefault(duration("an instance older than this is replaced when its request is over", { foreverAs: ["never"] }), forever, "never"),
    checkBeforeUse: withDefault(flag("the handler checks its connection by a round trip before it uses it"), false, false)
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.concurrency,
    serve: "nobody",
    lend: "lastReturned",
    checkAfterIdle: options2.checkBeforeUse ? -1 : forever,
    lifetime: options2.instanceLifetime,
    lifetimeAt: ["return"],
    idleTimeout: options2.instanceIdle,
    idleBy: "timer",
    messages: { ...ordinary.messages, exhausted: "Rate Exceeded." }
  }),
  metrics: { ConcurrentExecutions: "instances at work: connections lent or being opened", Throttles: "requests turned away because the concurrency was exhausted" },
  traps: [
    { says: "Connections follow concurrency, not load on the database: a burst of requests opens as many connections, up to the server's limit and beyond." },
    { says: "A frozen instance does not notice that the server ended its session: the next request on it fails.", scenario: "broken-pipe" }
  ]
});

// src/model/pool/kinds/mariadb.ts
var span9 = (says) => duration(says, { bare: "ms" });
var counts = "\n    (pool connections: active={active} idle={idle} limit={max})";
var header = "(conn:-1, no: 45028, SQLState: HY000) ";
var mariadb = poolKind({
  kind: "mariadb",
  version: "3.5.3",
  says: "opens one connection after another, all of them in advance; whoever waits first takes the one that is free first",
  source: "mariadb-corporation/mariadb-connector-nodejs 3.5.3, lib/pool.js",
  options: {
    connectionLimit: withDefault(count("most connections", { atLeast: 1 }), 10, 10),
    minimumIdle: optional(count("connections opened in advance, and left by the reaper; default: connectionLimit")),
    acquireTimeout: withDefault(turned(span9("how long getConnection() waits in line"), (value) => Math.max(value, ms(1))), seconds(10), 1e4),
    initializationTimeout: optional(span9("how long one creation is tried again before it pauses; default: acquireTimeout less 100 ms")),
    connectTimeout: withDefault(span9("limit of one connect; at most acquireTimeout"), seconds(1), 1e3),
    idleTimeout: withDefault(turned(duration("idle for longer: closed, down to minimumIdle; 0: never", { bare: "s" }), (value) => value === 0 ? forever : value), minutes(30), 1800),
    minDelayValidation: withDefault(span9("idle for longer: pinged before it is lent; 0: always"), ms(500), 500),
    pingTimeout: withDefault(span9("limit of that ping"), ms(250), 250),
    leakDetectionTimeout: withDefault(turned(span9("lent for longer: logged; 0: off"), (value) => value === 0 ? forever : value), forever, 0),
    noControlAfterUse: withDefault(flag("give back without looking at the transaction"), false, false),
    resetAfterUse: withDefault(flag("reset the session at return: one round trip"), false, false)
  },
  metrics: {
    "totalConnections()": "connections out or idle",
    "activeConnections()": "connections out",
    "idleConnections()": "idle connections",
    "taskQueueSize()": "callers in line"
  },
  traps: [
    { says: "only one connection is created at a time: a burst on a small pool waits for one connect after another" },
    { says: "while one failed connect is insisted on (for acquireTimeout less 100 ms), callers hear nothing until their own timeout" },
    { says: "with the default minimumIdle nothing is ever closed for being idle" }
  ],
  policy: (options2) => {
    const minimum = Math.min(options2.minimumIdle ?? options2.connectionLimit, options2.connectionLimit);
    const within = options2.initializationTimeout ?? Math.max(ms(100), options2.acquireTimeout - ms(100));
    return {
      ...ordinary,
      max: options2.connectionLimit,
      minimum,
      prefill: minimum,
      start: { ...ordinary.start, atOnce: 0 },
      lend: "firstReturned",
      patienceCoversOpening: true,
      patience: constantLaw(options2.acquireTimeout),
      priorities: 1,
      open: {
        ...ordinary.open,
        by: "pool",
        atOnce: 1,
        timeout: Math.min(options2.connectTimeout === 0 ? forever : options2.connectTimeout, options2.acquireTimeout),
        refusalGoesTo: "nobody",
        supply: {
          ...plainSupply,
          goesOn: "forMinimumToo",
          insist: { every: ms(500), within },
          pause: { first: ms(200), step: ms(200), cap: seconds(10), stops: true },
          doubtsOthers: true,
          blames: "firstWhileNoneLent",
          blamed: `${header}pool failed to retrieve a connection from pool${counts}; cause: {cause}`
        }
      },
      noticesDeath: true,
      checkAfterIdle: options2.minDelayValidation === 0 ? -1 : options2.minDelayValidation,
      resetRoundTrips: options2.resetAfterUse && !options2.noControlAfterUse ? 1 : 0,
      refill: "all",
      leakAfter: options2.leakDetectionTimeout,
      reap: {
        looksAt: Number.POSITIVE_INFINITY,
        hardIdle: forever,
        stopsWhenEmpty: false,
        every: options2.idleTimeout === forever ? forever : ms(500),
        begins: "firstOpen",
        softIdle: options2.idleTimeout,
        floor: { count: minimum, of: "idle" },
        thenRefills: true
      },
      messages: {
        ...ordinary.messages,
        timeout: `${header}pool timeout: failed to retrieve a connection from pool after {waitedMs}ms${counts}`,
        openTimeout: "(conn:-1, no: 45012, SQLState: 08S01) Connection timeout: failed to create socket after {timeoutMs}ms",
        leak: `A possible connection leak on thread {id} (connection not returned to pool for {waitedMs}ms). Has connection.release() been called?${counts}`
      }
    };
  }
});

// src/model/pool/kinds/mysql.ts
var zeroMeansNoLimit = (says) => turned(count(says), (n) => n === 0 ? Number.POSITIVE_INFINITY : n);
var mysql2 = poolKind({
  kind: "mysql",
  version: "2.18.1",
  says: "first returned, first lent, and pinged each time; every caller that finds room opens its own connection and waits for that one alone; nothing ends a wait in line",
  source: "mysqljs/mysql 2.18.1",
  options: {
    connectionLimit: withDefault(zeroMeansNoLimit("most connections; 0: no limit"), 10, 10),
    waitForConnections: withDefault(flag("callers wait when every connection is out; false: they fail at once"), true, true),
    queueLimit: withDefault(zeroMeansNoLimit("most callers waiting; 0: no limit"), Number.POSITIVE_INFINITY, 0),
    acquireTimeout: withDefault(turned(duration("how long an opening or a ping may take, not how long a caller waits in line; 0: for ever", { bare: "ms" }), (value) => value === 0 ? forever : value), seconds(10), 1e4)
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.connectionLimit,
    lend: "firstReturned",
    serve: options2.waitForConnections ? "firstCome" : "nobody",
    patience: foreverLaw,
    maxWaiting: options2.queueLimit,
    open: { ...ordinary.open, by: "caller", refusalHeard: "afterNextOpens", timeout: options2.acquireTimeout },
    placeFree: "beforeClose",
    afterDiscard: "headOpens",
    noticesDeath: true,
    deathFrees: "atOnce",
    checkAfterIdle: -1,
    checkTimeout: options2.acquireTimeout,
    checksHandOver: true,
    messages: { ...ordinary.messages, exhausted: "No connections available.", queueFull: "Queue limit reached.", openTimeout: "Handshake inactivity timeout" }
  }),
  metrics: {
    "_allConnections.length": "connections, those being opened included",
    "_acquiringConnections.length": "connections being opened or pinged for a caller",
    "_freeConnections.length": "connections lying idle",
    "_connectionQueue.length": "callers waiting in line"
  },
  traps: [
    { says: "acquireTimeout does not cover waiting in line: callers wait for ever while connections leak or the database is slow." },
    { says: "Every use costs one round trip more, for the ping." },
    { says: "Idle connections are never closed." }
  ]
});

// src/model/pool/kinds/mysql2.ts
var zeroMeansNoLimit2 = (says) => turned(count(says), (n) => n === 0 ? Number.POSITIVE_INFINITY : n);
var mysql22 = poolKind({
  kind: "mysql2",
  version: "3.24.6",
  says: "last returned, first lent; every caller that finds room opens its own connection and waits for that one alone; nothing ends a wait in line",
  source: "sidorares/node-mysql2 3.24.6",
  options: {
    connectionLimit: withDefault(zeroMeansNoLimit2("most connections; 0: no limit"), 10, 10),
    waitForConnections: withDefault(flag("callers wait when every connection is out; false: they fail at once"), true, true),
    queueLimit: withDefault(zeroMeansNoLimit2("most callers waiting; 0: no limit"), Number.POSITIVE_INFINITY, 0),
    maxIdle: optional(count("idle connections beyond this are closed, looked at every second; only if smaller than connectionLimit, which is the default")),
    idleTimeout: withDefault(duration("idle for longer: closed; only where maxIdle is smaller than connectionLimit", { bare: "ms" }), minutes(1), 6e4),
    connectTimeout: withDefault(turned(duration("how long an opening may take; 0: for ever", { bare: "ms" }), (value) => value === 0 ? forever : value), seconds(10), 1e4),
    resetOnRelease: withDefault(flag("a connection that comes back is reset by a round trip before anybody can have it"), false, false)
  },
  policy: (options2) => {
    const keeps = options2.maxIdle ?? options2.connectionLimit;
    const sweeps = Number.isFinite(options2.connectionLimit) && keeps < options2.connectionLimit;
    return {
      ...ordinary,
      max: options2.connectionLimit,
      lend: "lastReturned",
      serve: options2.waitForConnections ? "firstCome" : "nobody",
      patience: foreverLaw,
      maxWaiting: options2.queueLimit,
      open: { ...ordinary.open, by: "caller", timeout: options2.connectTimeout },
      placeFree: "beforeClose",
      afterDiscard: "headOpens",
      noticesDeath: true,
      deathFrees: "atOnce",
      settleRoundTrips: options2.resetOnRelease ? 1 : 0,
      ...sweeps ? { idleTimeout: options2.idleTimeout, idleBy: { sweepEvery: second, keeps } } : {},
      messages: { ...ordinary.messages, exhausted: "No connections available.", queueFull: "Queue limit reached.", openTimeout: "connect ETIMEDOUT" }
    };
  },
  metrics: {
    "_allConnections.length": "connections, those being opened included",
    "_freeConnections.length": "connections lying idle",
    "_connectionQueue.length": "callers waiting in line"
  },
  traps: [
    { says: "Nothing ends a wait in line: a leaked connection, or a database that is slow, lets callers wait for ever. There is no acquire timeout." },
    { says: "idleTimeout does nothing unless maxIdle is smaller than connectionLimit: by default idle connections stay for ever." },
    { says: "maxIdle closes young connections too: once a second, all beyond it, the one idle for longest first." },
    { says: "When the database is full, waiting callers fail one after another, each after an opening of its own." }
  ]
});

// src/model/pool/kinds/no-pool.ts
var noPool = poolKind({
  kind: "no-pool",
  version: "-",
  says: "opens a connection for each use and closes it afterwards",
  source: "unpooled drivers; Django with CONN_MAX_AGE = 0",
  options: {
    connectTimeout: withDefault(duration("an opening that takes longer fails", { foreverAs: ["forever", "never", "none"] }), forever, "forever")
  },
  policy: ({ connectTimeout }) => ({ ...ordinary, max: Number.POSITIVE_INFINITY, keepIdle: 0, open: { ...ordinary.open, timeout: connectTimeout } })
});

// src/model/pool/kinds/npgsql.ts
var span10 = (says) => duration(says, { bare: "s" });
var upTo1024 = (name, says) => turned(count(says), (value, here) => value > 1024 ? here.wrong(`Npgsql refuses this: "${name} must be between 0 and 1024"`) : value);
var timeSpan = (value) => new Array(3).fill(inSeconds(value)).map((all3, i) => String(Math.floor(all3 / [3600, 60, 1][i]) % 60).padStart(2, "0")).join(":");
var npgsql = poolKind({
  kind: "npgsql",
  version: "10.0.3",
  says: "first returned, first lent; one absolute deadline covers waiting and opening; idle connections are pruned by their median",
  source: "npgsql/npgsql v10.0.3, PoolingDataSource.cs",
  options: {
    MaxPoolSize: withDefault(upTo1024("MaxPoolSize", "most connections"), 100, 100),
    MinPoolSize: withDefault(upTo1024("MinPoolSize", "pruning stops at this many; nothing is opened in advance"), 0, 0),
    Timeout: withDefault(turned(span10("how long Open() may take, waiting and opening together; 0: for ever"), (value, here) => value > seconds(1024) ? here.wrong('Npgsql refuses this: "Timeout must be between 0 and 1024"') : value === 0 ? forever : value), seconds(15), 15),
    ConnectionIdleLifetime: withDefault(span10("pruning looks at the idle counts of this long"), minutes(5), 300),
    ConnectionPruningInterval: withDefault(span10("how often the idle connections are counted"), seconds(10), 10),
    ConnectionLifetime: withDefault(turned(span10("older: closed instead of lent; 0: never"), (value) => value === 0 ? forever : value), minutes(60), 3600)
  },
  policy: (options2, here) => {
    const { MaxPoolSize: max, MinPoolSize: min, ConnectionIdleLifetime: idle2, ConnectionPruningInterval: interval } = options2;
    if (max < min) return here.wrong(`Npgsql refuses this: "Connection can't have 'Max Pool Size' ${max} under 'Min Pool Size' ${min}"`);
    if (interval === 0) return here.wrong(`Npgsql refuses this: "ConnectionPruningInterval can't be 0."`);
    if (idle2 < interval) return here.wrong(`Npgsql refuses this: "Connection can't have ConnectionIdleLifetime ${timeSpan(idle2)} under ConnectionPruningInterval ${timeSpan(interval)}"`);
    return {
      ...ordinary,
      max,
      minimum: min,
      lend: "firstReturned",
      patience: constantLaw(options2.Timeout),
      patienceCoversOpening: true,
      patienceFromAsking: true,
      abandonedOpening: "destroy",
      open: { ...ordinary.open, by: "caller" },
      // A closed connection leaves a token that wakes one waiter, who opens.
      placeFree: "afterClose",
      afterDiscard: "headOpens",
      lifetime: options2.ConnectionLifetime,
      lifetimeAt: ["borrow"],
      idleBy: "cleaner",
      idleFloor: { count: min, of: "all" },
      cleaner: { by: "median", every: interval, samples: Math.ceil(idle2 / interval) },
      messages: {
        ...ordinary.messages,
        timeout: `The connection pool has been exhausted, either raise 'Max Pool Size' (currently ${max}) or 'Timeout' (currently ${inSeconds(options2.Timeout)} seconds) in your connection string.`,
        timeoutOpening: "Timeout during connection attempt"
      }
    };
  },
  metrics: {
    "db.client.connection.count{state=idle}": "connections lying idle",
    "db.client.connection.count{state=used}": "connections lent or being opened",
    "db.client.connection.max": "most connections",
    "db.client.connection.npgsql.pending_requests": "callers waiting in line",
    "db.client.connection.npgsql.timeouts": "callers whose Timeout ended, so far",
    "db.client.connection.npgsql.create_time": "time that openings take"
  },
  traps: [
    { says: "MinPoolSize opens nothing in advance: it only stops pruning." },
    { says: "Least recently used goes first, so a little even traffic keeps every connection warm; pruning by the median then closes none, or most of them at once after a burst." },
    { says: "One deadline covers waiting and opening: capacity that appears late in a wait may be too late to be used." },
    { says: "ConnectionLifetime has no jitter and is looked at only when a connection is lent.", scenario: "lifetime-herd" }
  ]
});

// src/model/pool/kinds/pgxpool.ts
var lifetime = turned(duration("older: destroyed when it is acquired, when it comes back, or by the health check"), (value, here) => value === 0 ? here.wrong('pgxpool 5.10.0 takes 0 as "expired already" and destroys every connection that is acquired: write a long time instead') : value);
var pgxpool = poolKind({
  kind: "pgxpool",
  version: "v5.10.0, puddle v2.2.2",
  says: "last returned, first lent; waiters in order; an opening goes on in the background when its caller gives up",
  source: "jackc/pgx v5.10.0, pgxpool",
  options: {
    MaxConns: withDefault(turned(count("most connections; default: 4, or the number of CPUs where that is more"), (max, here) => max < 1 ? here.wrong('pgxpool refuses this: "pool_max_conns too small"') : max), 4, 4),
    MinConns: withDefault(count("the health check refills to this many, and idle eviction stops there"), 0, 0),
    MinIdleConns: withDefault(count("the health check keeps this many idle"), 0, 0),
    MaxConnLifetime: withDefault(lifetime, minutes(60), "1h"),
    MaxConnLifetimeJitter: withDefault(duration("added to the lifetime: anything up to this, drawn per connection"), 0, 0),
    MaxConnIdleTime: withDefault(duration("idle for longer: destroyed by the health check"), minutes(30), "30m"),
    HealthCheckPeriod: withDefault(duration("how often the health check goes round", { atLeast: ms(1) }), minutes(1), "1m"),
    ConnectTimeout: withDefault(turned(duration("an opening that takes longer fails; 0: two minutes"), (value) => value === 0 ? minutes(2) : value), minutes(2), "2m"),
    contextTimeout: withDefault(duration("deadline of the context that callers pass to Acquire; no setting of the pool", { foreverAs: ["none", 0] }), forever, "none")
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.MaxConns,
    minimum: options2.MinConns,
    minimumIdle: options2.MinIdleConns,
    prefill: Math.max(options2.MinConns, options2.MinIdleConns),
    lend: "lastReturned",
    patience: constantLaw(options2.contextTimeout),
    patienceCoversOpening: true,
    patienceFromAsking: true,
    abandonedOpening: "keep",
    // The health check opens what is missing to the minimum all at once; nobody hears when that fails, and the next round tries again.
    open: { ...ordinary.open, by: "caller", timeout: options2.ConnectTimeout, orders: { workers: Number.POSITIVE_INFINITY, one: "perCaller", giveUpAfter: 0, refusalGoesTo: "nobody" } },
    placeFree: "afterClose",
    afterDiscard: "headOpens",
    discardInTransaction: true,
    checkAfterIdle: second,
    lifetime: options2.MaxConnLifetime,
    lifetimeSpread: options2.MaxConnLifetimeJitter,
    lifetimeAt: ["borrow", "return", "cleaner"],
    idleTimeout: options2.MaxConnIdleTime,
    idleBy: "cleaner",
    idleFloor: { count: options2.MinConns, of: "all" },
    refill: "all",
    cleaner: { by: "period", every: options2.HealthCheckPeriod, first: options2.HealthCheckPeriod, again: ms(500) },
    messages: { ...ordinary.messages, timeout: "context deadline exceeded", openTimeout: "failed to connect: timeout: context deadline exceeded" }
  }),
  metrics: {
    AcquireCount: "acquisitions that succeeded, so far",
    AcquireDuration: "time spent in them, so far",
    AcquiredConns: "connections lent",
    CanceledAcquireCount: "acquisitions whose context ended, so far",
    ConstructingConns: "connections being opened",
    EmptyAcquireCount: "acquisitions that found nothing idle and waited or opened, so far",
    EmptyAcquireWaitTime: "time those waited, so far",
    IdleConns: "connections lying idle",
    MaxConns: "most connections",
    TotalConns: "connections lent, idle and being opened",
    NewConnsCount: "connections opened, so far",
    MaxLifetimeDestroyCount: "connections destroyed for MaxConnLifetime",
    MaxIdleDestroyCount: "connections destroyed for MaxConnIdleTime"
  },
  traps: [
    { says: "A connection released inside a transaction is destroyed, not rolled back, and its place is free only when it has been closed." },
    { says: "An acquisition that gave up leaves its opening behind: a storm of cancelled requests still logs in at the server." },
    { says: "A connection idle for more than a second costs a round trip before it is lent; without PingTimeout a silent network blocks there." },
    { says: "MaxConnLifetimeJitter is 0 by default: connections opened together are destroyed together.", scenario: "lifetime-herd" }
  ]
});

// src/model/pool/kinds/plain.ts
var order = { fifo: "firstCome", lifo: "lastCome", random: "random" };
var plain2 = poolKind({
  kind: "plain",
  version: "-",
  says: "the plainest pool: opens on demand, queues in order, keeps what it has",
  source: "the queueing model M/M(n)/c+G itself",
  options: {
    max: withDefault(count("most connections", { atLeast: 1 }), 10, 10),
    min: withDefault(count("connections opened at the start and kept"), 0, 0),
    acquireTimeout: withDefault(law("how long a caller waits; may be a law of chance"), foreverLaw, "forever"),
    maxWaiting: withDefault(count("callers that may wait; 0: an exhausted pool fails at once"), Number.POSITIVE_INFINITY, "no limit"),
    order: withDefault(oneOf("who waiting is served first", ["fifo", "lifo", "random"]), "fifo", "fifo"),
    idleTimeout: withDefault(duration("idle for longer: closed", { foreverAs: ["forever", "never", "none"] }), forever, "forever"),
    maxLifetime: withDefault(duration("older: closed", { foreverAs: ["forever", "never", "none"] }), forever, "forever"),
    leakDetection: withDefault(duration("lent for longer: a log line", { foreverAs: ["off", "never", "none"] }), forever, "off")
  },
  policy: (options2) => ({
    ...ordinary,
    max: options2.max,
    minimum: Math.min(options2.min, options2.max),
    prefill: Math.min(options2.min, options2.max),
    serve: options2.maxWaiting === 0 ? "nobody" : order[options2.order],
    patience: options2.acquireTimeout,
    maxWaiting: options2.maxWaiting,
    idleTimeout: options2.idleTimeout,
    idleFloor: { count: options2.min, of: "all" },
    lifetime: options2.maxLifetime,
    lifetimeAt: ["timer", "return"],
    leakAfter: options2.leakDetection
  })
});

// src/model/pool/kinds/psycopg2.ts
var psycopg2 = poolKind({
  kind: "psycopg2",
  version: "2.9.12",
  says: "nobody waits: an exhausted pool fails at once; only minconn connections stay idle",
  source: "psycopg/psycopg2 2.9.12, lib/pool.py",
  metrics: {},
  traps: [
    { says: "Only minconn connections stay idle: minconn=1, maxconn=20 opens one for almost every use." },
    { says: "Opening happens under the pool's lock: a slow opening makes everybody wait, those too who only want to give back." },
    { says: "Nobody waits: the caller that finds maxconn connections out fails at once." },
    { says: "A connection that died idle is lent like any other; its borrower finds out." }
  ],
  options: {
    minconn: withDefault(count("connections opened at the start; also the most that stay idle"), 1, 1),
    maxconn: withDefault(count("most connections", { atLeast: 1 }), 10, 10),
    pool: withDefault(oneOf("ThreadedConnectionPool locks, SimpleConnectionPool does not", ["ThreadedConnectionPool", "SimpleConnectionPool"]), "ThreadedConnectionPool", "ThreadedConnectionPool"),
    key: withDefault(oneOf("what getconn() is given as its key: nothing, or one for each thread, which then gets its connection again", ["none", "thread"]), "none", "none")
  },
  policy: ({ minconn, maxconn, pool: pool3, key }) => ({
    ...ordinary,
    max: maxconn,
    prefill: minconn,
    lend: "lastReturned",
    serve: "nobody",
    keepIdle: minconn,
    open: { ...ordinary.open, by: "caller", atOnce: pool3 === "ThreadedConnectionPool" ? 1 : Number.POSITIVE_INFINITY, holdsLock: pool3 === "ThreadedConnectionPool" },
    start: { ...ordinary.start, blocking: minconn, atOnce: 0, ifRefused: "throw" },
    afterDiscard: "nobody",
    nested: key === "thread" ? "same" : "another",
    messages: { ...ordinary.messages, exhausted: "connection pool exhausted", startFailed: "{why}" }
  })
});

// src/model/pool/kinds/r2d2.ts
var panics2 = (name) => (value, here) => value <= 0 ? here.wrong(`r2d2 panics: "${name} must be positive"`) : value;
var orNone3 = (name, says, otherwise) => withDefault(turned(duration(says, { foreverAs: ["None", "none"] }), panics2(name)), otherwise, otherwise === minutes(10) ? "10m" : "30m");
var r2d2 = poolKind({
  kind: "r2d2",
  version: "0.8.10",
  says: "last returned, first lent; three threads open for whoever waits first and try for ever; everything is checked before it is lent",
  source: "sfackler/r2d2 0.8.10",
  options: {
    max_size: withDefault(turned(count("most connections"), panics2("max_size")), 10, 10),
    min_idle: optional(count("idle connections kept ready; default: max_size")),
    connection_timeout: withDefault(turned(duration("how long get() waits"), panics2("connection_timeout")), seconds(30), "30s"),
    idle_timeout: orNone3("idle_timeout", "idle for so long: closed by the reaper; None: never", minutes(10)),
    max_lifetime: orNone3("max_lifetime", "so old when idle: closed by the reaper; None: never", minutes(30)),
    test_on_check_out: withDefault(flag("check each connection before it is lent"), true, true),
    thread_pool: withDefault(count("threads that open connections", { atLeast: 1 }), 3, 3)
  },
  policy: (options2, here) => {
    const min = options2.min_idle ?? options2.max_size;
    if (min > options2.max_size) return here.wrong('r2d2 panics: "min_idle must be no larger than max_size"');
    return {
      ...ordinary,
      max: options2.max_size,
      minimum: min,
      prefill: min,
      start: { ...ordinary.start, atOnce: options2.thread_pool },
      lend: "lastReturned",
      patience: constantLaw(options2.connection_timeout),
      patienceCoversOpening: true,
      open: {
        ...ordinary.open,
        by: "order",
        refusalGoesTo: "nobody",
        backoff: { first: ms(400), factor: 2, cap: Math.floor(options2.connection_timeout / 2) },
        orders: { workers: options2.thread_pool, one: "perCaller", giveUpAfter: forever, refusalGoesTo: "nobody" }
      },
      placeFree: "beforeClose",
      afterDiscard: "refill",
      refill: "idle",
      refillsAtLending: true,
      checkAfterIdle: options2.test_on_check_out ? -1 : forever,
      checksHandOver: options2.test_on_check_out,
      lifetime: options2.max_lifetime,
      lifetimeAt: ["cleaner"],
      idleTimeout: options2.idle_timeout,
      idleBy: "cleaner",
      cleaner: options2.max_lifetime === forever && options2.idle_timeout === forever ? null : { by: "period", every: seconds(30), first: seconds(30), again: forever },
      messages: { ...ordinary.messages, timeout: "timed out waiting for connection{lastError}" }
    };
  },
  metrics: { "State::connections": "connections open, lent or idle", "State::idle_connections": "connections lying idle" },
  traps: [
    { says: "With min_idle 0 nobody replaces a broken connection while callers wait: they wait until they time out though there is room." },
    { says: "Openings that fail are tried again for ever, each holding its place, even when nobody asks any more." },
    { says: "max_lifetime is looked at only while a connection is idle, every 30 s: a busy one lives on. It has no jitter.", scenario: "lifetime-herd" }
  ]
});

// src/model/pool/kinds/redis-pool.ts
var redisPool = poolKind({
  kind: "redis-pool",
  version: "written by hand over ioredis",
  says: "a hand-written pool of Redis clients: a PING before each use, callers open their own",
  source: "the guides' ioredis pool (pool notes \xA73.20 for what ioredis itself does)",
  options: {
    max: withDefault(count("most clients", { atLeast: 1 }), 10, 10),
    min: withDefault(count("clients opened at the start"), 2, 2),
    acquireTimeout: withDefault(duration("how long a caller waits", { bare: "ms" }), seconds(5), 5e3),
    pingOnAcquire: withDefault(flag("send a PING before each use: one round trip; a client that does not answer is replaced"), true, true),
    connectTimeout: withDefault(duration("limit of one connect", { bare: "ms" }), seconds(10), 1e4)
  },
  traps: [
    { says: "the PING costs a round trip for each acquisition, which for one short command doubles the time a client is out" },
    { says: "one ioredis client sends commands of many callers over one connection: only blocking commands and transactions need a pool" }
  ],
  policy: (options2) => ({
    ...ordinary,
    max: options2.max,
    prefill: Math.min(options2.min, options2.max),
    lend: "lastReturned",
    patience: constantLaw(options2.acquireTimeout),
    priorities: 1,
    open: { ...ordinary.open, timeout: options2.connectTimeout },
    checkAfterIdle: options2.pingOnAcquire ? -1 : forever,
    messages: { ...ordinary.messages, timeout: "Timeout waiting for a Redis connection after {timeoutMs}ms", openTimeout: "connect ETIMEDOUT" }
  })
});

// src/model/pool/kinds/spring-boot.ts
var options = {
  "maximum-pool-size": hikariOptions.maximumPoolSize,
  "minimum-idle": hikariOptions.minimumIdle,
  "connection-timeout": hikariOptions.connectionTimeout,
  "idle-timeout": hikariOptions.idleTimeout,
  "max-lifetime": hikariOptions.maxLifetime,
  "keepalive-time": hikariOptions.keepaliveTime,
  "leak-detection-threshold": hikariOptions.leakDetectionThreshold,
  "validation-timeout": hikariOptions.validationTimeout,
  "initialization-fail-timeout": hikariOptions.initializationFailTimeout,
  version: hikariOptions.version
};
var policy = (given2) => hikariPolicy({
  maximumPoolSize: given2["maximum-pool-size"],
  minimumIdle: given2["minimum-idle"],
  connectionTimeout: given2["connection-timeout"],
  idleTimeout: given2["idle-timeout"],
  maxLifetime: given2["max-lifetime"],
  keepaliveTime: given2["keepalive-time"],
  leakDetectionThreshold: given2["leak-detection-threshold"],
  validationTimeout: given2["validation-timeout"],
  initializationFailTimeout: given2["initialization-fail-timeout"],
  version: given2.version,
  aliveBypassWindowMs: 5e5,
  housekeepingPeriodMs: 3e7
});
var springBoot = poolKind({
  kind: "spring-boot",
  version: "3.4 with HikariCP 5.1.0",
  says: "Spring Boot's HikariCP: ten connections for at most 200 request threads (server.tomcat.threads.max, an assumption: model them as users or instances)",
  source: "spring-projects/spring-boot 3.4, spring.datasource.hikari",
  metrics: hikariMetrics,
  traps: [{ says: "Ten connections stand behind 200 Tomcat threads: 190 of them can wait at once, each for up to 30 s. With spring.jpa.open-in-view a request holds its connection until its view is rendered." }, ...hikariTraps],
  options,
  policy
});

// src/model/pool/kinds/sqlalchemy.ts
var overflow = shape("connections above pool_size; -1: no limit", { type: "integer", minimum: -1 }, (value, here) => value === -1 ? Number.POSITIVE_INFINITY : count("", { atLeast: 0 }).read(value, here));
var sqlalchemy = poolKind({
  kind: "sqlalchemy",
  version: "2.0.52 QueuePool",
  says: "first returned, first lent; overflow connections are closed when they come back; the timeout covers only the wait",
  source: "sqlalchemy/sqlalchemy 2.0.52, pool/impl.py",
  metrics: {
    "pool.size()": "pool_size",
    "pool.checkedin()": "idle connections, empty records included",
    "pool.checkedout()": "connections out",
    "pool.overflow()": "connections above pool_size; below 0 while fewer than pool_size exist"
  },
  traps: [
    { says: "Overflow connections are closed when they come back, so a load just above pool_size opens and closes connections all the time.", scenario: "sqlalchemy-overflow-churn" },
    { says: "A failed opening wakes nobody: callers in line sleep on although there is room, until somebody gives a connection back or their timeout ends." },
    { says: "pool_timeout covers the wait in line only: opening a connection may take any time on top." },
    { says: "The error blames the size of the pool whatever the cause was." },
    { says: "First returned, first lent keeps every connection in use, so none is ever spare; nothing closes idle ones either." }
  ],
  options: {
    pool_size: withDefault(count("connections kept; 0: no limit at all"), 5, 5),
    max_overflow: withDefault(overflow, 10, 10),
    pool_timeout: withDefault(duration("how long a checkout waits in line", { bare: "s" }), seconds(30), 30),
    pool_recycle: withDefault(duration("older at checkout: replaced; -1: never", { bare: "s", foreverAs: [-1] }), forever, -1),
    pool_pre_ping: withDefault(flag("check each connection at checkout"), false, false),
    pool_use_lifo: withDefault(flag("lend the connection that came back last"), false, false),
    pool_reset_on_return: withDefault(turned(oneOf("what happens at return", ["rollback", "commit", "none"]), (how) => how), "rollback", "rollback")
  },
  policy: (options2) => {
    const unlimited = options2.pool_size === 0;
    return {
      ...ordinary,
      max: unlimited ? Number.POSITIVE_INFINITY : options2.pool_size + options2.max_overflow,
      keepIdle: unlimited ? Number.POSITIVE_INFINITY : options2.pool_size,
      lend: options2.pool_use_lifo ? "lastReturned" : "firstReturned",
      patience: constantLaw(options2.pool_timeout),
      atDeadline: "openIfRoom",
      placeFree: "afterClose",
      afterDiscard: "emptyRecord",
      checkAfterIdle: options2.pool_pre_ping ? -1 : forever,
      checksHandOver: options2.pool_pre_ping,
      afterFailedCheck: "reopenAll",
      resetRoundTrips: options2.pool_reset_on_return === "none" ? 0 : 1,
      lifetime: options2.pool_recycle,
      lifetimeAt: ["borrow"],
      messages: {
        ...ordinary.messages,
        timeout: `QueuePool limit of size ${options2.pool_size} overflow ${Number.isFinite(options2.max_overflow) ? options2.max_overflow : -1} reached, connection timed out, timeout {timeoutS} (Background on this error at: https://sqlalche.me/e/20/3o7r)`
      }
    };
  }
});

// src/model/pool/kinds/sqlx.ts
var orNone4 = (says, otherwise, text3) => withDefault(duration(says, { foreverAs: ["None", "none"] }), otherwise, text3);
var sqlx = poolKind({
  kind: "sqlx",
  version: "0.8.6",
  says: "first returned, first lent; waiters in order; each use is followed by a ping during which nobody can have the connection",
  source: "launchbadge/sqlx, sqlx-core/src/pool",
  options: {
    max_connections: withDefault(count("most connections", { atLeast: 1 }), 10, 10),
    min_connections: withDefault(count("connections kept, opened one after another at the start"), 0, 0),
    acquire_timeout: withDefault(duration("how long acquire() may take: waiting, pinging and opening together"), seconds(30), "30s"),
    idle_timeout: orNone4("idle for longer: closed by the maintenance task; None: never", minutes(10), "10m"),
    max_lifetime: orNone4("older: closed when it comes back, or by the maintenance task; None: never", minutes(30), "30m"),
    test_before_acquire: withDefault(flag("ping a connection before it is lent"), true, true)
  },
  policy: (options2) => {
    const min = Math.min(options2.min_connections, options2.max_connections);
    const period = Math.min(options2.idle_timeout, options2.max_lifetime);
    return {
      ...ordinary,
      max: options2.max_connections,
      minimum: min,
      prefill: min,
      start: { ...ordinary.start, blocking: min },
      lend: "firstReturned",
      patience: constantLaw(options2.acquire_timeout),
      patienceCoversOpening: true,
      patienceFromAsking: true,
      abandonedOpening: "destroy",
      open: { ...ordinary.open, by: "caller", callerRetries: { first: ms(10), factor: 2, capShare: 0.2 } },
      placeFree: "afterClose",
      afterDiscard: "headOpens",
      reuseTries: 1,
      checkAfterIdle: options2.test_before_acquire ? -1 : forever,
      checksHandOver: options2.test_before_acquire,
      settleRoundTrips: 1,
      lifetime: options2.max_lifetime,
      lifetimeAt: ["return", "cleaner"],
      idleTimeout: options2.idle_timeout,
      idleBy: "cleaner",
      idleFloor: { count: min, of: "all" },
      refill: "all",
      cleaner: period === forever ? null : { by: "period", every: period, first: period, again: forever },
      messages: { ...ordinary.messages, timeout: "pool timed out while waiting for an open connection" }
    };
  },
  metrics: { "Pool::size": "connections, those being opened included", "Pool::num_idle": "connections lying idle" },
  traps: [
    { says: "A connection cannot be lent for one round trip after each use: the pool pings it first." },
    { says: "PoolTimedOut has many causes: refused connections are tried again in silence until the deadline, and end in the same words." },
    { says: "An acquisition that gives up closes the connection it was pinging, healthy or not." },
    { says: "max_lifetime has no jitter.", scenario: "lifetime-herd" }
  ]
});

// src/model/pool/kinds/tomcat-jdbc.ts
var span11 = (says) => duration(says, { bare: "ms" });
var maxWait = shape("how long a caller waits in line; 0 or less: for ever", { type: ["integer", "string"] }, (value, here) => typeof value === "number" && value <= 0 ? forever : span11("").read(value, here));
var tomcatJdbc = poolKind({
  kind: "tomcat-jdbc",
  version: "10.1.60",
  says: "last returned, first lent; a caller that finds room opens its own connection, which the wait limit does not cover",
  source: "apache/tomcat 10.1.60, modules/jdbc-pool",
  metrics: {
    Size: "connections, those being opened included",
    Active: "lent connections",
    Idle: "idle connections",
    WaitCount: "callers that wait",
    BorrowedCount: "connections lent so far",
    ReturnedCount: "connections given back",
    CreatedCount: "connections opened",
    ReleasedCount: "connections closed",
    ReconnectedCount: "connections opened anew in place of an old or dead one",
    RemoveAbandonedCount: "connections taken back from a holder that kept them too long",
    ReleasedIdleCount: "connections closed for idleness"
  },
  traps: [
    { says: "Each caller that finds room opens a connection and waits for that one alone: a burst opens as many connections as there are callers.", scenario: "spike-of-fifty" },
    { says: "maxWait limits the wait in line only: a caller that opens a connection waits as long as that takes." },
    { says: 'The error says "in 0 seconds" for every maxWait below a second: it divides whole numbers.' },
    { says: "Nothing is checked unless testOnBorrow is set and the server has a validation query: dead connections are found by statements." },
    { says: "minIdle is where idle eviction stops; nothing is ever opened to reach it again." }
  ],
  options: {
    maxActive: withDefault(turned(count("most connections; 0 means 100"), (max) => max || 100), 100, 100),
    maxIdle: withDefault(count("most idle connections, where no cleaner runs"), 100, 100),
    minIdle: withDefault(count("idle eviction stops here"), 10, 10),
    initialSize: withDefault(count("connections opened at the start, one after another, before anybody is served"), 10, 10),
    maxWait: withDefault(maxWait, seconds(30), 3e4),
    minEvictableIdleTimeMillis: withDefault(span11("idle for longer: closed, down to minIdle"), seconds(60), 6e4),
    timeBetweenEvictionRunsMillis: withDefault(span11("time between two rounds of the cleaner"), seconds(5), 5e3),
    maxAge: withDefault(span11("older: opened anew, at borrowing by the borrower and at return by whoever gives it back; 0: never"), 0, 0),
    testOnBorrow: withDefault(flag("check a connection before it is lent"), false, false),
    validationInterval: withDefault(span11("a connection idle for less than this is not checked"), seconds(3), 3e3),
    rollbackOnReturn: withDefault(flag("one round trip at return"), false, false),
    commitOnReturn: withDefault(flag("one round trip at return"), false, false),
    removeAbandoned: withDefault(flag("take connections back from those who keep them too long"), false, false),
    removeAbandonedTimeout: withDefault(duration("out for longer: taken back", { bare: "s" }), minutes(1), 60),
    abandonWhenPercentageFull: withDefault(count("only when so many percent of maxActive are out", { atMost: 100 }), 0, 0),
    logAbandoned: withDefault(flag("log those taken back"), false, false),
    ignoreExceptionOnPreLoad: withDefault(flag("start although initialSize could not be opened"), false, false)
  },
  policy: (options2) => {
    const max = options2.maxActive;
    const warnings = [];
    const limited = (name, value, limit, other) => {
      if (value > limit) warnings.push(`${name} is larger than ${other}, setting ${name} to: ${limit}`);
      return Math.min(value, limit);
    };
    const initialSize = limited("initialSize", options2.initialSize, max, "maxActive");
    const minIdle = limited("minIdle", options2.minIdle, max, "maxActive");
    return {
      ...ordinary,
      max,
      prefill: initialSize,
      lend: "lastReturned",
      start: { ...ordinary.start, blocking: initialSize === 0 ? 0 : initialSize, ifRefused: options2.ignoreExceptionOnPreLoad ? "goOn" : "throw" },
      patience: options2.maxWait === forever ? foreverLaw : constantLaw(options2.maxWait),
      reuseTries: 1,
      placeFree: "afterClose",
      afterDiscard: "headOpens",
      returner: options2.maxAge > 0 ? "renewsAged" : "goesOn",
      checkAfterIdle: options2.testOnBorrow ? options2.validationInterval : forever,
      resetRoundTrips: options2.rollbackOnReturn || options2.commitOnReturn ? 1 : 0,
      lifetime: options2.maxAge || forever,
      lifetimeAt: ["borrow", "return"],
      idleTimeout: options2.minEvictableIdleTimeMillis || forever,
      idleBy: { sweepEvery: options2.timeBetweenEvictionRunsMillis || seconds(30) },
      idleFloor: { count: minIdle, of: "both" },
      abandoned: {
        after: options2.removeAbandoned ? Math.max(ms(1), options2.removeAbandonedTimeout) : forever,
        atSweep: options2.removeAbandoned,
        atBorrow: false,
        fullShare: options2.abandonWhenPercentageFull / 100
      },
      warnings,
      messages: {
        ...ordinary.messages,
        timeout: "[{name}] Timeout: Pool empty. Unable to fetch a connection in {timeoutWholeS} seconds, none available[size:{size}; busy:{active}; idle:{idle}; lastwait:{timeoutMs}].",
        startFailed: "{why}",
        abandoned: options2.logAbandoned ? "Connection has been abandoned {connection}:{holder}" : "",
        takenAway: "Connection has already been closed."
      }
    };
  }
});

// src/model/pool/kinds/index.ts
var all2 = [
  plain2,
  noPool,
  goDatabaseSql,
  pgxpool,
  npgsql,
  r2d2,
  sqlx,
  bb8,
  deadpool,
  lambda,
  hikaricp,
  springBoot,
  tomcatJdbc,
  dbcp2,
  c3p0,
  pgPool,
  expressPg,
  mysql22,
  mysql2,
  psycopg2,
  psycopg3,
  sqlalchemy,
  activerecord,
  rails,
  django,
  prisma,
  genericPool,
  knex,
  mariadb,
  redisPool,
  tarn
];
var poolKinds = Object.fromEntries(all2.map((entry2) => [entry2.kind, entry2]));

// src/model/pool/plan.ts
var database2 = nameIn("databasesOrPoolers", "the database it connects to, or a pooler in front of one");
var schema = {
  anyOf: Object.values(poolKinds).map((kind) => ({
    type: "object",
    additionalProperties: false,
    required: ["database"],
    description: kind.says,
    properties: { kind: { const: kind.kind }, database: database2.schema, ...Object.fromEntries(Object.entries(kind.options).map(([key, option]) => [key, option.schema])) }
  }))
};
var kindsWith = (options2) => {
  const foreign = Object.keys(options2).filter((key) => !Object.hasOwn(poolKinds.plain?.options ?? {}, key));
  return foreign.length === 0 ? [] : Object.values(poolKinds).filter((kind) => foreign.every((key) => Object.hasOwn(kind.options, key))).map((kind) => kind.kind);
};
var poolShape = shape("a connection pool", schema, (value, here) => {
  if (!isTable(value)) return here.wrong("expected a table with kind, database and the options of the kind");
  const { kind: given2, database: target, ...options2 } = value;
  const named2 = given2 === void 0 ? "plain" : given2;
  if (target === void 0) here.wrong('"database" is missing: the database it connects to');
  const at2 = target === void 0 ? void 0 : database2.read(target, here.at("database"));
  if (typeof named2 !== "string" || !Object.hasOwn(poolKinds, named2)) return here.at("kind").wrong(`${describe(named2)} is not a pool kind.${suggestion(named2, Object.keys(poolKinds))}`);
  const others2 = given2 === void 0 ? kindsWith(options2) : [];
  if (others2.length > 0) return here.wrong(`"kind" is missing: these are options of ${others2.join(" and ")}`);
  const policy2 = poolKinds[named2]?.shape.read(options2, here);
  return at2 === void 0 || policy2 === void 0 ? void 0 : { kind: named2, database: at2, policy: policy2 };
});

// src/model/pooler/kinds/kind.ts
var poolerKind = (entry2) => ({
  ...entry2,
  shape: turned(record(entry2.says, entry2.options), (options2, here) => entry2.settings(options2, here))
});
var surroundings = (cpu, shownCpu, connect, shownConnect) => ({
  connect: withDefault(law("time for a client to log in here"), constantLaw(connect), shownConnect),
  roundTrip: withDefault(duration("network time of one exchange between a client and the pooler, there and back; the way to the database comes on top"), ms(0.5), "0.5ms"),
  cpu: withDefault(duration("processor time of the pooler for one query with its answer"), cpu, shownCpu),
  contention: withDefault(contentionShape, { law: "none" }, "none")
});
var frontOf = (parts2) => ({
  kind: parts2.kind,
  cores: parts2.cores,
  ...parts2.cores === 1 ? { inTurn: true } : {},
  disks: Number.POSITIVE_INFINITY,
  contention: parts2.contention,
  maxConnections: parts2.maxClients,
  reservedConnections: 0,
  connect: parts2.connect,
  close: constantLaw(0),
  roundTrip: parts2.roundTrip,
  statementTimeout: forever,
  idleInTransactionTimeout: forever,
  undoes: "transaction",
  ...noLocks,
  idleSessionTimeout: parts2.clientIdleTimeout,
  firewallIdle: forever,
  firewallAnswers: "silence",
  tcpTimeout: forever,
  replicaOf: null,
  lag: 0,
  ...plainMachine,
  texts: parts2.texts
});

// src/model/pooler/kinds/pgbouncer.ts
var span12 = (says) => duration(says, { bare: "s" });
var flag2 = (says) => withDefault(count(says, { atMost: 1 }), 0, 0);
var query = shape("said to the server after a session, one round trip; an empty text: nothing", { type: "string" }, (value, here) => typeof value === "string" ? value : here.wrong(`expected SQL, found ${describe(value)}`));
var off3 = (of) => of === 0 ? forever : of;
var cap = (limit) => limit === 0 ? Number.POSITIVE_INFINITY : limit;
var versions = ["1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.24", "1.25"];
var since = (version3, first) => versions.indexOf(version3) >= versions.indexOf(first);
var perQuery = 22 * microsecond;
var rounds = Math.floor(seconds(1) / 3);
var pgbouncer = poolerKind({
  kind: "pgbouncer",
  version: "1.25.2",
  says: "PgBouncer: many clients share few server connections, on one core",
  source: "pgbouncer/pgbouncer 1.25.2 (1.18.0 for what changed)",
  options: {
    pool_mode: withDefault(oneOf("when a client lets go of its server connection: at its end, after each transaction, after each statement", ["session", "transaction", "statement"]), "session", "session"),
    default_pool_size: withDefault(count("server connections", { atLeast: 0 }), 20, 20),
    min_pool_size: withDefault(count("server connections kept while clients are connected; one more is opened each third of a second"), 0, 0),
    reserve_pool_size: withDefault(count("further server connections, for when the first in line has waited for reserve_pool_timeout"), 0, 0),
    reserve_pool_timeout: withDefault(span12("how long the first in line waits before the reserve is touched; 0: never"), seconds(5), "5s"),
    max_client_conn: withDefault(count("clients that may be connected"), 100, 100),
    max_db_connections: withDefault(count("most server connections to the database, whatever the pool sizes say; 0: no limit"), 0, 0),
    max_user_connections: withDefault(count("most server connections of the user; 0: no limit"), 0, 0),
    query_wait_timeout: withDefault(span12("a client that waits for a server connection longer is disconnected; 0: never"), minutes(2), "120s"),
    server_lifetime: withDefault(span12("a free server connection that is older is closed, one each server_lifetime / default_pool_size; 0: after each use"), hour, "3600s"),
    server_idle_timeout: withDefault(span12("a server connection unused for longer is closed, down to min_pool_size; 0: never"), minutes(10), "600s"),
    server_connect_timeout: withDefault(span12("a login at the server that takes longer fails; 0: never"), seconds(15), "15s"),
    server_login_retry: withDefault(span12("after a failed login, the next one begins so long after it began"), seconds(15), "15s"),
    server_check_delay: withDefault(span12("a server connection idle for longer is tested by a round trip before it is used"), seconds(30), "30s"),
    server_reset_query: withDefault(query, "DISCARD ALL", "DISCARD ALL"),
    server_reset_query_always: flag2("1: also after transactions and statements"),
    server_round_robin: flag2("1: the server connection that came back first is used next; 0: the one that came back last"),
    idle_transaction_timeout: withDefault(span12("a client idle inside a transaction for longer is disconnected, and its server connection closed; 0: never"), 0, 0),
    client_idle_timeout: withDefault(span12("a client idle for longer is disconnected; 0: never"), 0, 0),
    version: withDefault(oneOf("before 1.22 a refused login leaves those in line waiting; from 1.24 on the cached error is told", versions), "1.25", "1.25"),
    ...surroundings(perQuery, "22us", ms(1), "1ms")
  },
  metrics: {
    cl_active: "clients that are linked to a server connection, or idle",
    cl_waiting: "clients that wait for a server connection",
    sv_active: "server connections that serve a client",
    sv_idle: "server connections that are free",
    sv_used: "free server connections idle for longer than server_check_delay",
    sv_tested: "server connections being reset or tested",
    sv_login: "server connections being opened",
    maxwait: "how long the first in line has waited, in seconds",
    total_wait_time: "time clients waited, added when a server connection is assigned: those that gave up are not in it"
  },
  traps: [
    { says: "a pool in front of it sees dropped connections after query_wait_timeout, not acquire timeouts" },
    { says: "the pool grows by one server connection at a time, one login after another", scenario: "pgbouncer-reserve" },
    { says: "the reserve is no burst buffer: it opens when someone has waited for reserve_pool_timeout", scenario: "pgbouncer-reserve" },
    { says: "it has one core: beyond some 40,000 queries a second the pooler is the bottleneck", scenario: "pooler-curve" },
    { says: "in session mode it protects nothing: each idle client keeps a server connection" }
  ],
  settings: (options2, here) => {
    const size3 = options2.default_pool_size === 0 ? Number.POSITIVE_INFINITY : options2.default_pool_size;
    const reserve = options2.reserve_pool_timeout === 0 ? 0 : options2.reserve_pool_size;
    if (options2.max_client_conn === 0) return here.at("max_client_conn").wrong("no client could connect: PgBouncer counts the one that asks");
    const max = Math.min(size3 + reserve, cap(options2.max_db_connections), cap(options2.max_user_connections));
    const resets = options2.server_reset_query !== "";
    const wait = off3(options2.query_wait_timeout);
    const { texts } = words3;
    return {
      mode: options2.pool_mode,
      shareOfServer: null,
      cpu: options2.cpu,
      cleanRoundTrips: resets ? 1 : 0,
      cleansAlways: resets && options2.server_reset_query_always === 1,
      pins: 0,
      idleTransactionTimeout: off3(options2.idle_transaction_timeout),
      policy: {
        ...ordinary,
        max,
        reserve: { count: Math.max(0, max - size3), after: options2.reserve_pool_timeout },
        rounds,
        prefill: Math.min(options2.min_pool_size, size3, max),
        start: { ...ordinary.start, atOnce: 0 },
        lend: options2.server_round_robin === 1 ? "firstReturned" : "lastReturned",
        patience: wait === forever ? foreverLaw : constantLaw(wait),
        open: { ...ordinary.open, by: "pooler", atOnce: 1, timeout: off3(options2.server_connect_timeout), refusalGoesTo: "everyone", backoff: { first: options2.server_login_retry, factor: 1, cap: options2.server_login_retry } },
        noticesDeath: true,
        checkAfterIdle: options2.server_check_delay,
        lifetime: options2.server_lifetime,
        idleTimeout: off3(options2.server_idle_timeout),
        idleFloor: { count: options2.min_pool_size, of: "all" },
        messages: { ...ordinary.messages, timeout: words3.waited, openTimeout: "connect timeout" }
      },
      front: frontOf({ kind: "pgbouncer", cores: 1, maxClients: options2.max_client_conn, clientIdleTimeout: off3(options2.client_idle_timeout), texts, connect: options2.connect, roundTrip: options2.roundTrip, contention: options2.contention }),
      failing: since(options2.version, "1.24") ? words3.failing : words3.failingBefore,
      refusalEndsWaiting: since(options2.version, "1.22"),
      noTransactions: words3.noTransactions,
      crashed: words3.crashed
    };
  }
});
var words3 = {
  waited: "FATAL: 08P01: query_wait_timeout",
  failing: "FATAL: 08P01: server login has been failing, cached error: {error} (server_login_retry)",
  failingBefore: "FATAL: 08P01: server login has been failing, try again later (server_login_retry)",
  noTransactions: "FATAL: 08P01: transaction blocks not allowed in statement pooling mode",
  crashed: "FATAL: 08P01: server conn crashed?",
  texts: {
    tooMany: "FATAL: 08P01: no more connections allowed (max_client_conn)",
    reserved: "FATAL: 08P01: no more connections allowed (max_client_conn)",
    statementTimeout: "FATAL: 08P01: query timeout",
    idleInTransaction: "FATAL: 08P01: idle transaction timeout",
    idleSession: "FATAL: 08P01: client_idle_timeout",
    lockTimeout: "",
    deadlock: "",
    transaction: "",
    killed: "FATAL: 08P01: admin forced disconnect",
    down: "connection refused: is the pooler running on that host and accepting TCP/IP connections?",
    severed: "server closed the connection unexpectedly"
  }
};

// src/model/pooler/kinds/rds-proxy.ts
var percent = (says, atLeast) => count(says, { atLeast, atMost: 100 });
var rdsProxy = poolerKind({
  kind: "rds-proxy",
  version: "documentation of 2025",
  says: "Amazon RDS Proxy: transactions share connections, up to a percentage of max_connections; approximate, for its inside is not documented",
  source: "the AWS documentation of RDS Proxy",
  options: {
    MaxConnectionsPercent: withDefault(percent("most connections, in percent of the database's max_connections", 1), 100, 100),
    MaxIdleConnectionsPercent: optional(percent("idle connections kept, in percent of max_connections; default: half of MaxConnectionsPercent", 0)),
    ConnectionBorrowTimeout: withDefault(duration("how long a client waits for a connection when all are busy; 0: for ever", { bare: "s", atMost: hour }), minutes(2), "120s"),
    IdleClientTimeout: withDefault(duration("a client idle for longer is disconnected", { bare: "s", atLeast: seconds(1), atMost: 8 * hour }), minutes(30), "1800s"),
    pinned: withDefault(share("share of transactions that pin their client to its connection until it disconnects (SET, temporary tables, long statements)"), 0, "0%"),
    maxClients: withDefault(count("clients that may be connected; AWS names no limit", { atLeast: 1 }), Number.POSITIVE_INFINITY, "no limit"),
    ...surroundings(0, "0s", ms(5), "5ms")
  },
  metrics: {
    DatabaseConnections: "connections to the database",
    MaxDatabaseConnectionsAllowed: "the most of them",
    DatabaseConnectionsBorrowLatency: "time to get one, in \xB5s",
    DatabaseConnectionsCurrentlySessionPinned: "those pinned to a client",
    ClientConnections: "clients connected"
  },
  traps: [
    { says: "pinned clients keep their connection while they do nothing: with a pool in front, the proxy becomes a second pool of the same size" },
    { says: "AWS advises to leave 30 % of max_connections free: the proxy moves its allowance between its nodes" }
  ],
  settings: (options2) => ({
    mode: "transaction",
    cpu: options2.cpu,
    cleanRoundTrips: 1,
    cleansAlways: false,
    pins: options2.pinned,
    idleTransactionTimeout: forever,
    shareOfServer: { max: options2.MaxConnectionsPercent / 100, idle: (options2.MaxIdleConnectionsPercent ?? options2.MaxConnectionsPercent / 2) / 100 },
    policy: {
      ...ordinary,
      max: Number.POSITIVE_INFINITY,
      patience: options2.ConnectionBorrowTimeout === 0 ? foreverLaw : constantLaw(options2.ConnectionBorrowTimeout),
      open: { ...ordinary.open, by: "pooler", refusalGoesTo: "nobody", backoff: { first: seconds(1), factor: 1, cap: seconds(1) } },
      noticesDeath: true,
      messages: { ...ordinary.messages, timeout: words4.waited }
    },
    front: frontOf({ kind: "rds-proxy", cores: Number.POSITIVE_INFINITY, maxClients: options2.maxClients, clientIdleTimeout: options2.IdleClientTimeout, texts: words4.texts, connect: options2.connect, roundTrip: options2.roundTrip, contention: options2.contention }),
    failing: null,
    refusalEndsWaiting: false,
    noTransactions: "",
    crashed: words4.texts.severed
  })
});
var words4 = {
  waited: "Timed-out waiting to acquire database connection",
  texts: {
    tooMany: "too many client connections",
    reserved: "too many client connections",
    statementTimeout: "",
    lockTimeout: "",
    deadlock: "",
    transaction: "",
    idleInTransaction: "",
    idleSession: "the proxy closed an idle client connection",
    killed: "server closed the connection unexpectedly",
    down: "connection refused",
    severed: "server closed the connection unexpectedly"
  }
};

// src/model/pooler/kinds/index.ts
var poolerKinds = Object.fromEntries([pgbouncer, rdsProxy].map((entry2) => [entry2.kind, entry2]));

// src/model/pooler/plan.ts
var database3 = nameIn("databases", "the database behind it");
var schema2 = {
  anyOf: Object.values(poolerKinds).map((kind) => ({
    type: "object",
    additionalProperties: false,
    required: ["kind", "database"],
    description: kind.says,
    properties: { kind: { const: kind.kind }, database: database3.schema, ...Object.fromEntries(Object.entries(kind.options).map(([key, option]) => [key, option.schema])) }
  }))
};
var poolerShape = shape("a pooler between pools and a database", schema2, (value, here) => {
  if (!isTable(value)) return here.wrong("expected a table with kind, database and the options of the kind");
  const { kind, database: target, ...options2 } = value;
  if (target === void 0) here.wrong('"database" is missing: the database behind it');
  const at2 = target === void 0 ? void 0 : database3.read(target, here.at("database"));
  if (kind === void 0) return here.wrong(`"kind" is missing: one of ${Object.keys(poolerKinds).join(", ")}`);
  if (typeof kind !== "string" || !Object.hasOwn(poolerKinds, kind)) return here.at("kind").wrong(`${describe(kind)} is not a pooler kind.${suggestion(kind, Object.keys(poolerKinds))}`);
  const settings = poolerKinds[kind]?.shape.read(options2, here);
  return at2 === void 0 || settings === void 0 ? void 0 : { kind, database: at2, ...settings };
});
function sized({ policy: policy2, shareOfServer }, maxConnections) {
  if (shareOfServer === null) return policy2;
  return { ...policy2, max: Math.max(1, Math.floor(maxConnections * shareOfServer.max)), keepIdle: Math.floor(maxConnections * shareOfServer.idle) };
}

// src/model/route-plan.ts
var deepest = 12;
var steps = {
  ...shape("a list of steps", { type: "array", items: { $ref: "#/$defs/step" } }, (value, here) => {
    const depth = here.path.filter((key) => key === "steps" || key === "parallel" || key === "choose" || key === "transaction" || key === "nested").length;
    if (depth > deepest * 2) return here.wrong(`steps are nested too deeply: at most ${deepest} levels`);
    return listOf("a list of steps", step(), { atLeast: 1, atMost: 1e3 }).read(value, here);
  })
};
var acquireTimeout = optional(law("how long this acquisition waits, instead of what the pool says"));
var rowFields = {
  row: text("the name of the rows, such as the table"),
  among: withDefault(count("how many rows of that name there are, equally likely", { atLeast: 1, atMost: 1e9 }), 1, 1)
};
var modes = ["update", "exclusive", "share"];
var mode = (fallback) => withDefault(oneOf("whether the row is changed (`update`), kept by one alone (`exclusive`: FOR UPDATE), or only kept as it is, together with others (`share`)", modes), fallback, fallback);
var rowLock = record("the row that is locked first, and kept until the transaction ends", { ...rowFields, mode: mode("update") });
var lock = turned(
  record("locks a row until the transaction ends (SELECT \u2026 FOR UPDATE)", { ...rowFields, mode: mode("exclusive") }),
  (row) => ({ step: "query", pool: null, cpu: noTime, blocked: noTime, acquireTimeout: null, statementTimeout: forever, name: null, lock: row, writes: false, readsOwnWrites: false })
);
var query2 = turned(
  record("one statement: on the connection of the transaction around it, or on one of its own from `pool`", {
    pool: optional(nameIn("pools", "the pool to borrow from")),
    cpu: lawOr("processor time on the database", noTime, "0s"),
    blocked: lawOr("time on the database that needs no core: disk, locks of others, the network inside", noTime, "0s"),
    acquireTimeout,
    statementTimeout: withDefault(duration("cancelled after this", { atLeast: ms(1), foreverAs: ["off", "never", "none"] }), forever, "the database decides"),
    name: optional(text("a name for the statement")),
    lock: optional(rowLock),
    writes: withDefault(flag("it writes: replicas of its database have to follow"), false, false),
    readsOwnWrites: withDefault(flag("it should see what its request wrote before: on a replica that has not got it yet it is counted as stale"), false, false)
  }),
  (read) => ({ step: "query", ...read })
);
var held = { pool: nameIn("pools", "the pool to borrow from"), acquireTimeout, steps };
var transaction = turned(
  record("steps on one connection, from BEGIN to COMMIT", {
    ...held,
    commit: optional(record("what COMMIT costs, while the rows are still locked", { cpu: lawOr("processor time of COMMIT", noTime, "0s"), blocked: lawOr("until its log is on disk", noTime, "0s") }))
  }),
  (read) => ({ step: "transaction", ...read })
);
var nested = turned(record("steps on a second connection, borrowed while the first is held", held), (read) => ({ step: "nested", ...read }));
var call = either("a time, or takes and fails", [
  {
    when: (value) => isTable(value) && ("takes" in value || "fails" in value),
    of: turned(record("a call outside", { takes: lawOr("how long it takes", noTime, "0s"), fails: withDefault(share("share of calls that fail"), 0, "0%") }), (read) => ({ step: "call", ...read }))
  },
  { when: () => true, of: turned(law("how long it takes"), (takes) => ({ step: "call", takes, fails: 0 })) }
]);
var think = either("a time, or { cpu: a time on the cores of the instance }", [
  {
    when: (value) => isTable(value) && "cpu" in value,
    of: turned(record("work of the application", { cpu: law("processor time on the instance, shared with its other requests") }), ({ cpu }) => ({ step: "think", takes: cpu, onCpu: true }))
  },
  { when: () => true, of: turned(law("time in the application"), (takes) => ({ step: "think", takes, onCpu: false })) }
]);
var weighed = either("a weight or a share", [
  { when: (value) => typeof value === "string", of: share("a share like 20%") },
  { when: () => true, of: amount("a weight", { atLeast: 0, atMost: 1e9 }) }
]);
var choose = turned(listOf("ways with their weights", record("one way", { share: weighed, steps }), { atLeast: 1, atMost: 100 }), (ways, here) => ways.some((one2) => one2.share > 0) ? { step: "choose", ways } : here.wrong("every way has weight 0"));
var parallel = turned(listOf("branches", steps, { atLeast: 1, atMost: 64 }), (branches) => ({ step: "parallel", branches }));
var stepShapes = {
  query: query2,
  lock,
  call,
  think,
  choose,
  parallel,
  transaction,
  nested
};
function step() {
  return keyed("a step", "a step", stepShapes);
}
var leak2 = either("a share (0.1%), a rate (2/min), or onError", [
  { when: (value) => value === "onError", of: turned(oneOf("only when the request fails", ["onError"]), () => ({ kind: "onError" })) },
  { when: (value) => typeof value === "string" && value.includes("/"), of: turned(rate("connections forgotten per time"), (perSecond) => ({ kind: "rate", rate: perSecond })) },
  { when: () => true, of: turned(share("share of requests that return nothing"), (part) => ({ kind: "share", share: part })) }
]);
var kept = { kind: "never" };
var long = turned(
  record("a route with its leak", {
    steps,
    leak: withDefault(leak2, kept, "none"),
    release: withDefault(oneOf("when connections are given back; `onError` names the case in which it is forgotten", ["always", "never", "onError", "exceptOnError"]), "always", "always")
  }),
  (read, here) => {
    if (read.release !== "always" && read.leak.kind !== "never") return here.wrong("say either `leak` or `release`, not both");
    const forgotten = read.release === "never" ? { kind: "always" } : read.release === "always" ? read.leak : { kind: "onError" };
    return { steps: read.steps, leak: forgotten };
  }
);
var routeShape = either("a list of steps, or a table with steps and leak", [
  { when: isTable, of: long },
  { when: () => true, of: turned(steps, (list2) => ({ steps: list2, leak: kept })) }
]);
var stepSchema = () => step().schema;

// src/model/trace-plan.ts
var traceRows = shape("a CSV file with arrival_s, and optionally route, cpu_s, blocked_s", { type: "string" }, (value, here) => {
  if (typeof value !== "string") return here.wrong("expected the name of a CSV file");
  const found11 = here.found.fileText(value);
  return "problem" in found11 ? here.wrong(found11.problem) : readTrace(value, found11.text, here);
});
var mostComplaints = 10;
var latest = 32e7;
var Rows = class {
  at = [];
  route = [];
  cpu = [];
  blocked = [];
  wrong = 0;
  #name;
  #header;
  #here;
  #routes = /* @__PURE__ */ new Set();
  constructor(name, header2, here) {
    this.#name = name;
    this.#header = header2;
    this.#here = here;
  }
  add(line, number2) {
    const cells = line.split(",");
    if (cells.length !== this.#header.length) return this.#complain(number2, `${cells.length} cells where the header has ${this.#header.length}`);
    const at2 = this.#span(cells, "arrival_s", number2);
    if (at2 < (this.at[this.at.length - 1] ?? 0)) this.#complain(number2, "arrival_s goes back in time");
    this.at.push(at2);
    if (this.#header.includes("cpu_s")) this.cpu.push(this.#span(cells, "cpu_s", number2));
    if (this.#header.includes("blocked_s")) this.blocked.push(this.#span(cells, "blocked_s", number2));
    if (this.#header.includes("route")) this.#addRoute((cells[this.#header.indexOf("route")] ?? "").trim());
  }
  #addRoute(name) {
    if (!this.#routes.has(name)) this.#here.refer("routes", name);
    this.#routes.add(name);
    this.route.push(name);
  }
  #span(cells, column, number2) {
    const cell2 = (cells[this.#header.indexOf(column)] ?? "").trim();
    const value = Number(cell2);
    if (cell2 !== "" && value >= 0 && value <= latest) return Math.round(value * second);
    this.#complain(number2, `${column} is "${brief(cell2)}": expected seconds, 0 or more`);
    return this.at[this.at.length - 1] ?? 0;
  }
  #complain(number2, says) {
    this.wrong++;
    if (this.wrong <= mostComplaints) this.#here.wrong(`${this.#name} line ${number2}: ${says}`);
  }
};
function readTrace(name, content, here) {
  const [first = "", ...lines] = content.replace(/^\uFEFF/, "").split(/\r?\n/);
  const header2 = first.split(",").map((cell2) => cell2.trim());
  if (!header2.includes("arrival_s")) return here.wrong(`${name} line 1: a trace needs a column "arrival_s"; found ${brief(header2.slice(0, 6).join(", ")) || "nothing"}`);
  const rows = new Rows(name, header2, here);
  for (const [i, line] of lines.entries()) if (line.trim() !== "") rows.add(line, i + 2);
  if (rows.wrong > mostComplaints) here.wrong(`${name}: ${rows.wrong - mostComplaints} more mistakes`);
  if (rows.wrong === 0 && rows.at.length === 0) here.wrong(`${name} has no rows below its header`);
  if (rows.wrong > 0 || rows.at.length === 0) return void 0;
  const orNull2 = (list2) => list2.length > 0 ? list2 : null;
  return { at: rows.at, route: orNull2(rows.route), cpu: orNull2(rows.cpu), blocked: orNull2(rows.blocked) };
}

// src/model/traffic-plan.ts
var steady = (perSecond) => [{ from: 0, rate: perSecond }];
var rates = either("a rate, or a schedule of rates", [
  {
    when: Array.isArray,
    of: turned(listOf("a schedule", record("a step of the schedule", { from: moment("from when"), rate: rate("the rate from then on") }), { atLeast: 1, atMost: 1e5 }), (list2, here) => {
      const late = list2.findIndex((step2, i) => i > 0 && step2.from <= (list2[i - 1]?.from ?? 0));
      if (late > 0) return here.at(late).at("from").wrong("the schedule must go forward in time");
      return list2[0]?.from === 0 ? list2 : [{ from: 0, rate: 0 }, ...list2];
    })
  },
  { when: () => true, of: turned(rate("a rate like 110/s"), steady) }
]);
var retry = record("tries again after a failure", {
  attempts: withDefault(count("tries in all, the first included", { atLeast: 1, atMost: 100 }), 3, 3),
  backoff: lawOr("pause before the second try", { law: "constant", value: ms(500) }, "500ms"),
  factor: withDefault(amount("each pause is this many times the one before", { atLeast: 1, atMost: 100 }), 1, 1),
  cap: withDefault(duration("longest pause"), forever, "none"),
  jitter: withDefault(share("each pause is drawn within \xB1 this share"), 0, "0%"),
  budget: withDefault(share("retries at most this share of fresh requests"), 1e9, "none")
});
var breaker = record("a circuit breaker (Resilience4j: count-based window)", {
  failureRate: withDefault(share("opens at this share of failures"), 0.5, "50%"),
  window: withDefault(count("calls looked back on", { atLeast: 1, atMost: 1e5 }), 100, 100),
  minimumCalls: withDefault(count("calls before it judges", { atLeast: 1 }), 100, 100),
  open: withDefault(duration("how long it stays open"), seconds(60), "60s"),
  halfOpenCalls: withDefault(count("trial calls after that", { atLeast: 1, atMost: 1e5 }), 10, 10),
  slowAfter: withDefault(duration("a call is slow beyond this"), seconds(60), "60s"),
  slowRate: withDefault(share("opens at this share of slow calls"), 1, "100%")
});
var common2 = {
  route: nameIn("routes", "the route its requests take"),
  app: optional(nameIn("apps", "the app that serves them; default: the one with the pools of the route")),
  patience: optional(law("the client gives up this long after arrival")),
  priority: withDefault(count("higher is served first where callers wait", { atMost: 9 }), 0, 0)
};
var trafficFields = {
  ...common2,
  arrivals: withDefault(oneOf("how requests come", ["poisson", "constant", "bursts", "gaps", "trace", "users"]), null, "poisson"),
  rate: optional(rates),
  gaps: optional(law("time between arrivals")),
  size: optional(count("requests in a burst", { atLeast: 1 })),
  every: optional(duration("time between bursts", { atLeast: 1 })),
  trace: optional(traceRows),
  users: optional(count("users, each waiting for its answer before it thinks again", { atLeast: 1 })),
  think: lawOr("time a user thinks between requests", noTime, "0s"),
  batch: withDefault(
    either("a number, or { geometric: mean }", [
      { when: isTable, of: turned(record("a geometric batch", { geometric: amount("mean size", { atLeast: 1, atMost: 1e6 }) }), ({ geometric }) => ({ kind: "geometric", mean: geometric })) },
      { when: () => true, of: turned(count("requests that come together", { atLeast: 1 }), (batchSize) => ({ kind: "fixed", size: batchSize })) }
    ]),
    { kind: "fixed", size: 1 },
    1
  ),
  from: withDefault(moment("nothing arrives before"), 0, "0s"),
  until: withDefault(moment("nothing arrives from then on"), never, "the end"),
  retry: optional(retry),
  breaker: optional(breaker)
};
var trafficShape = turned(record("a source of requests", trafficFields), (read, here) => {
  const { arrivals: kind, rate: perTime, gaps, size: size3, every, trace, users, think: think2, ...rest2 } = read;
  const arrivals = arrivalsOf({ kind, rates: perTime, gaps, size: size3, every, trace, users, think: think2 }, here);
  if (rest2.from >= rest2.until) return here.wrong("`from` must come before `until`");
  return arrivals === void 0 ? void 0 : { ...rest2, arrivals };
});
function arrivalsOf(words5, here) {
  const { users, trace, gaps, size: size3, every, rates: schedule } = words5;
  const kind = words5.kind ?? (users !== null ? "users" : trace !== null ? "trace" : gaps !== null ? "gaps" : size3 !== null ? "bursts" : "poisson");
  const needs = { users: "users", trace: "trace", gaps: "gaps", bursts: "size", poisson: "rate", constant: "rate" }[kind] ?? "rate";
  const ways = { users, trace, gaps, size: size3, rate: schedule };
  if (ways[needs] === null) return here.wrong(`"${needs}" is missing: arrivals are ${kind}. A source needs one of rate (poisson, constant), gaps, size with every (bursts), trace or users`);
  const extra2 = Object.keys(ways).find((key) => key !== needs && ways[key] !== null);
  if (extra2 !== void 0) return here.at(extra2).wrong(`"${extra2}" does not go with ${kind} arrivals`, "key");
  if (users !== null) return { kind: "users", users, think: words5.think };
  if (trace !== null) return { kind: "trace", rows: trace };
  if (gaps !== null) return { kind: "gaps", gaps };
  if (size3 !== null) return every === null ? here.wrong('"every" is missing: the time between bursts') : { kind: "bursts", size: size3, every };
  return { kind: kind === "constant" ? "constant" : "poisson", rates: schedule ?? [] };
}
var times = either("an instant, or a list of them", [
  { when: Array.isArray, of: listOf("instants", moment("when"), { atLeast: 1 }) },
  { when: () => true, of: turned(moment("when"), (at2) => [at2]) }
]);
var ticksOf = shape('a cron expression such as "0 23 * * SAT"', { type: "string" }, (value, here) => {
  if (typeof value !== "string") return here.wrong('expected a cron expression such as "0 23 * * SAT"');
  const found11 = here.found.cronTicks(value);
  return "problem" in found11 ? here.wrong(found11.problem) : { schedule: value, ticks: found11.ticks };
});
var cronFields = {
  ...common2,
  schedule: optional(ticksOf),
  at: optional(times),
  threads: withDefault(count("threads that work side by side", { atLeast: 1, atMost: 1e5 }), 1, 1),
  repeat: withDefault(count("times each thread walks the route, one after another", { atLeast: 1 }), 1, 1),
  slows: withDefault(tableOf("who is slowed, and how many times", amount("times as long", { atLeast: 1, atMost: 1e6 })), {}, "nobody"),
  note: optional(text("a remark"))
};
var cronShape = turned(record("a job that starts by the clock", cronFields), ({ schedule, at: at2, note: _note, ...read }, here) => {
  if (schedule === null === (at2 === null)) return here.wrong('a job needs either "schedule" (a cron expression) or "at" (instants)');
  for (const who of Object.keys(read.slows)) if (who !== "others") here.at("slows").at(who).refer("classes", who);
  const ticks = schedule?.ticks ?? [...at2 ?? []].sort((a, b) => a - b);
  return { ...read, schedule: schedule?.schedule ?? "at", ticks };
});

// src/model/scenario.ts
var runFields = {
  starts: withDefault(text("local wall-clock time of the start, like 2024-06-15T22:55:00"), "2024-01-01T00:00:00", "2024-01-01T00:00:00"),
  zone: withDefault(text("time zone of the wall clock, like UTC or Europe/Berlin"), "UTC", "UTC"),
  length: duration("how long the world is simulated", { atLeast: 1, atMost: 366 * 24 * 36e8 }),
  measureFrom: withDefault(duration("statistics count requests that arrive from here on"), 0, "0s"),
  seed: withDefault(shape("a number or a word; the same seed gives the same run", { type: ["integer", "string"] }, (value, here) => typeof value === "number" && Number.isSafeInteger(value) || typeof value === "string" && value !== "" ? value : here.wrong("expected a whole number or a word")), 1, 1),
  every: optional(duration("time between two points of the series; default: length / 600, at least 1 s", { atLeast: 1e3 })),
  coldStart: withDefault(flag("the apps start with the run: pools are empty and fill as their library fills them; otherwise they were filled before the run"), false, false)
};
var app = record("an application: instances with their own copies of its pools", {
  instances: withDefault(count("copies of the app", { atLeast: 1, atMost: 1e5 }), 1, 1),
  cores: withDefault(amount("processor cores of each instance, shared by the `think: { cpu: \u2026 }` of its requests", { atLeast: 0.05, atMost: 1e5 }), Number.POSITIVE_INFINITY, "unlimited"),
  pools: listOf("pools that every instance has", nameIn("pools", "a pool"), { atLeast: 1 }),
  balance: withDefault(oneOf("who gets the next request", ["roundRobin", "random", "leastBusy"]), "roundRobin", "roundRobin")
});
var scenarioFields = {
  scenario: withDefault(text("title"), "Untitled scenario", "Untitled scenario"),
  question: optional(text("the question this scenario answers")),
  lookFor: optional(text("what to look for in the result")),
  answer: optional(text("the answer, with its numbers")),
  source: optional(text("where a published incident comes from")),
  run: record("when, how long, which seed", runFields),
  databases: withDefault(tableOf("database servers", databaseShape), {}),
  poolers: withDefault(tableOf("poolers between pools and databases, such as PgBouncer", poolerShape), {}),
  pools: withDefault(tableOf("connection pools", poolShape), {}),
  apps: withDefault(tableOf("applications and their instances", app), {}),
  routes: tableOf("what requests do", routeShape),
  traffic: withDefault(tableOf("where requests come from", trafficShape), {}),
  cron: withDefault(tableOf("jobs that start by the clock", cronShape), {}),
  incidents: withDefault(listOf("what happens, and what is done about it, at known times", incidentShape, { atMost: 1e4 }), []),
  alerts: withDefault(listOf("rules that fire on the simulated metrics", alertShape, { atMost: 1e3 }), []),
  promises: withDefault(listOf("what must hold", promiseShape, { atMost: 1e3 }), []),
  claims: withDefault(listOf("published numbers to compare with", claimShape, { atMost: 1e3 }), [])
};
var sharedSchemas = { step: stepSchema() };
var scenarioShape = saying("a poolsim scenario", record("a poolsim scenario", scenarioFields));

// src/reading/clock.ts
import { Cron, CronPattern } from "croner";

// src/reading/local-time.ts
var fullForm = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?\s*$/i;
var timeForm = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?\s*$/;
var offsetForm = /^\s*\d{4}-\d{2}-\d{2}[T ][0-9:.]+\s*(?:Z|[+-]\d{2}:?\d{2})\s*$/i;
function parseLocalTime(text3) {
  if (offsetForm.test(text3)) return `"${brief(text3)}" carries an offset: write the local time alone, the zone stands in run.zone`;
  const form = fullForm.exec(text3);
  if (form === null) return `"${brief(text3)}" is not a local time: write it like 2024-06-15T22:55:00`;
  const [, year, month, day2, hour2, minute2] = form.map(Number);
  if (form[4] === void 0) return `"${brief(text3)}" has no time of day: write it like ${text3.trim()}T22:55:00`;
  const dayMs2 = midnightOf(year ?? 0, month ?? 0, day2 ?? 0);
  if (dayMs2 === null) return `${form[1]}-${form[2]}-${form[3]} is not a day of the calendar`;
  const time = timeOfDay(hour2 ?? 0, minute2 ?? 0, form[6], form[7]);
  if (time === null) return `"${brief(text3)}" is not a time of day: hours go from 00 to 23, minutes and seconds from 00 to 59`;
  if ((year ?? 0) < 1970 || (year ?? 0) > 2999) return `the year ${form[1]} is out of range: from 1970 to 2999`;
  return { ms: dayMs2 + time.ms, us: time.us };
}
function parseTimeOfDay(text3) {
  const form = timeForm.exec(text3);
  if (form === null) return null;
  return timeOfDay(Number(form[1]), Number(form[2]), form[3], form[4]) ?? `"${brief(text3)}" is not a time of day: hours go from 00 to 23, minutes and seconds from 00 to 59`;
}
function timeOfDay(hour2, minute2, seconds2, fraction) {
  const second2 = Number(seconds2 ?? 0);
  if (hour2 > 23 || minute2 > 59 || second2 > 59) return null;
  const us = Number((fraction ?? "").padEnd(6, "0"));
  return { ms: ((hour2 * 60 + minute2) * 60 + second2) * 1e3 + Math.floor(us / 1e3), us: us % 1e3 };
}
function midnightOf(year, month, day2) {
  const leap = year % 4 === 0 && year % 100 !== 0 || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day2 < 1 || day2 > (lengths[month - 1] ?? 0)) return null;
  const before = lengths.slice(0, month - 1).reduce((sum2, length) => sum2 + length, 0);
  const y2 = year - 1;
  const leaps = (n) => Math.floor(n / 4) - Math.floor(n / 100) + Math.floor(n / 400);
  return ((year - 1970) * 365 + leaps(y2) - leaps(1969) + before + day2 - 1) * 864e5;
}
function localText(time) {
  const days = Math.floor(time.ms / 864e5);
  const { year, month, day: day2 } = civil(days);
  const rest2 = time.ms - days * 864e5;
  const two2 = (n) => String(n).padStart(2, "0");
  const us = rest2 % 1e3 * 1e3 + time.us;
  const clock = `${two2(Math.floor(rest2 / 36e5))}:${two2(Math.floor(rest2 / 6e4) % 60)}:${two2(Math.floor(rest2 / 1e3) % 60)}`;
  return `${String(year).padStart(4, "0")}-${two2(month)}-${two2(day2)}T${clock}${us === 0 ? "" : `.${String(us).padStart(6, "0").replace(/0+$/, "")}`}`;
}
function civil(days) {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

// src/reading/clock.ts
var mostTicks = 1e6;
var secondMs = 1e3;
var quarterMs = 15 * 60 * secondMs;
var dayMs = 24 * 3600 * secondMs;
function calendarOf(starts, zoneName, length, latest2 = length) {
  const zone = zoneNamed(zoneName);
  if (zone === null) return { ok: false, on: "zone", says: `"${brief(zoneName)}" is not a time zone: write a name like UTC, Europe/Berlin or America/New_York` };
  const local = parseLocalTime(starts);
  if (typeof local === "string") return { ok: false, on: "starts", says: local };
  const [startMs] = utcOf(zone, local.ms);
  if (startMs === void 0) return { ok: false, on: "starts", says: `${localText(local)} does not exist in ${zoneName}: the clocks go forward over it` };
  const run = { zone, startMs, startUs: local.us, length, latest: latest2, local };
  const calendar = { starts: localText(local), zone: zoneName, instantOf: (wallClock) => instantIn(run, wallClock), cronTicks: (schedule) => ticksIn(run, schedule) };
  return { ok: true, calendar };
}
var endMs = (run) => run.startMs + run.length / 1e3;
function spanText(run) {
  const end = endMs(run);
  const ends = Number.isFinite(end) ? ` to ${localText({ ms: Math.floor(end) + run.zone.offsetAt(end), us: 0 })}` : "";
  return `the run lasts from ${localText(run.local)}${ends} (${run.zone.name})`;
}
var allParts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
function zoneNamed(name) {
  if (name === "UTC") return { name, offsetAt: () => 0 };
  try {
    if (!/^[A-Za-z]/.test(name)) return null;
    const format = new Intl.DateTimeFormat("en-US", { ...allParts, timeZone: name, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23" });
    const known = /* @__PURE__ */ new Map();
    return { name, offsetAt: (utcMs) => remembered(known, Math.floor(utcMs / quarterMs), (quarter) => measuredOffset(format, quarter * quarterMs)) };
  } catch {
    return null;
  }
}
function remembered(known, key, find) {
  let value = known.get(key);
  if (value === void 0) known.set(key, value = find(key));
  return value;
}
function measuredOffset(format, utcMs) {
  const parts2 = new Map(format.formatToParts(new Date(utcMs)).map((part) => [part.type, Number(part.value)]));
  const of = (type) => parts2.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - utcMs;
}
function utcOf(zone, localMs) {
  const early = zone.offsetAt(localMs - dayMs);
  const late = zone.offsetAt(localMs + dayMs);
  const offsets = early === late ? [early] : [early, late];
  return offsets.map((offset) => localMs - offset).filter((utc, i) => zone.offsetAt(utc) === offsets[i]).sort((a, b) => a - b);
}
function instantIn(run, wallClock) {
  const timeOfDay2 = parseTimeOfDay(wallClock);
  if (timeOfDay2 !== null) return typeof timeOfDay2 === "string" ? { problem: timeOfDay2 } : firstTimeOfDay(run, wallClock, timeOfDay2);
  const local = parseLocalTime(wallClock);
  if (typeof local === "string") return { problem: local };
  const candidates = utcOf(run.zone, local.ms);
  if (candidates.length === 0) return { problem: `${localText(local)} does not exist in ${run.zone.name}: the clocks go forward over it` };
  const instants = candidates.map((utc) => sinceStart(run, utc, local.us));
  const at2 = instants.find((instant) => instant >= 0);
  if (at2 === void 0) return { problem: `${localText(local)} is before the start: ${spanText(run)}` };
  return at2 > run.latest ? { problem: `${localText(local)} is after the end: ${spanText(run)}` } : { at: at2 };
}
var sinceStart = (run, utcMs, us) => Math.round((utcMs - run.startMs) * 1e3) + us - run.startUs;
function firstTimeOfDay(run, wallClock, time) {
  const midnight = Math.floor(run.local.ms / dayMs) * dayMs;
  const days = Math.min(3, Math.ceil(run.latest / (24 * 3600 * second)) + 1);
  for (let day2 = 0; day2 <= days; day2++) {
    for (const utc of utcOf(run.zone, midnight + day2 * dayMs + time.ms)) {
      const at2 = sinceStart(run, utc, time.us);
      if (at2 >= 0 && at2 <= run.latest) return { at: at2 };
    }
  }
  return { problem: `${wallClock.trim()} does not come: ${spanText(run)}` };
}
var nicknames = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/i;
function ticksIn(run, schedule) {
  const words5 = schedule.trim().split(/\s+/);
  const nickname = nicknames.test(schedule.trim());
  if (!nickname && words5.length !== 5 && words5.length !== 6) return { problem: `"${brief(schedule)}" is not a cron expression: it needs 5 fields (minute hour day month weekday), or 6 with seconds first` };
  if (schedule.includes("?")) return { problem: '"?" in a cron expression depends on when it is read: write *' };
  if (run.length === forever) return { ticks: [] };
  try {
    const pattern = new CronPattern(schedule.trim(), void 0, nickname ? {} : { mode: "5-or-6-parts" });
    return ticksOf2(run, pattern, nickname ? pattern.pattern.trim().split(/\s+/) : words5);
  } catch (error) {
    return { problem: `"${brief(schedule)}" is not a cron expression: ${cronFault(String(error instanceof Error ? error.message : error))}` };
  }
}
var cronFault = (message) => {
  const plain3 = message.replace(/^CronPattern:\s*/, "").replace(/^Syntax error,\s*/, "").replace(/\.$/, "");
  return `${plain3.charAt(0).toLowerCase()}${plain3.slice(1, 200)}`;
};
function ticksOf2(run, pattern, words5) {
  const end = endMs(run);
  const calendar = new Cron(`0 0 0 ${words5.slice(-3).join(" ")}`, { utcOffset: 0, paused: true });
  let day2 = calendar.nextRun(new Date(Math.floor(run.local.ms / dayMs) * dayMs - secondMs));
  if (day2 === null) return { problem: "this date never comes" };
  if (pattern.isFixedTime) return { ticks: steps2(run, new Cron(words5.join(" "), { ...inZone(run.zone.name), paused: true })) };
  const days = [];
  for (; day2 !== null && day2.getTime() <= end + dayMs; day2 = calendar.nextRun(day2)) days.push(day2.getTime());
  const times2 = timesOfDay(pattern);
  const ticks = [];
  for (const midnight of days) {
    if (ticks.length > mostTicks || (days.length - 3) * times2.length > mostTicks) return { problem: "it fires more than 1 000 000 times in this run" };
    for (const time of times2) for (const utc of utcOf(run.zone, midnight + time)) if (utc >= run.startMs && utc < end) ticks.push(sinceStart(run, utc, 0));
  }
  return { ticks: ticks.filter((at2) => at2 >= 0).sort((a, b) => a - b) };
}
var inZone = (name) => name === "UTC" ? { utcOffset: 0 } : { timezone: name };
function steps2(run, cron) {
  const ticks = [];
  const end = endMs(run);
  for (let next2 = cron.nextRun(new Date(run.startMs - 1)); next2 !== null && next2.getTime() < end; next2 = cron.nextRun(next2)) ticks.push(sinceStart(run, next2.getTime(), 0));
  return ticks.filter((at2) => at2 >= 0);
}
function timesOfDay(pattern) {
  const chosen2 = (flags) => [...flags.keys()].filter((i) => flags[i] === 1);
  const seconds2 = chosen2(pattern.second);
  const minutes2 = chosen2(pattern.minute);
  return chosen2(pattern.hour).flatMap((hour2) => minutes2.flatMap((minute2) => seconds2.map((sec) => ((hour2 * 60 + minute2) * 60 + sec) * secondMs)));
}

// src/reading/references.ts
var kinds = {
  databases: { says: "a database", under: ["databases"] },
  pools: { says: "a pool", under: ["pools"] },
  apps: { says: "an app", under: ["apps"] },
  routes: { says: "a route", under: ["routes"] },
  traffic: { says: "a traffic source", under: ["traffic"] },
  classes: { says: "a class of requests", under: ["traffic", "cron"] },
  alerts: { says: "an alert", under: ["alerts"] },
  poolers: { says: "a pooler", under: ["poolers"] },
  poolsOrPoolers: { says: "a pool or a pooler", under: ["pools", "poolers"], withoutPoolers: "a pool" },
  databasesOrPoolers: { says: "a database or a pooler", under: ["databases", "poolers"], withoutPoolers: "a database" },
  poolsOrDatabases: { says: "a pool, a pooler or a database", under: ["pools", "poolers", "databases"], withoutPoolers: "a pool or a database" }
};
var mostGuesses = 50;
var mostKnown = 2e3;
function missingNames(data, references, meant) {
  const known = new Map(Object.entries(kinds).map(([to, kind]) => [to, new Set(kind.under.flatMap((key) => namesUnder(data[key])))]));
  const issues = [];
  for (const { to, name, path } of references) {
    const kind = kinds[to];
    const names2 = known.get(to);
    if (kind === void 0 || names2 === void 0 || names2.has(name) || kind.under.some((key) => meant.has(key) || !readable(key, data[key]))) continue;
    const guess2 = issues.length < mostGuesses && names2.size < mostKnown ? hint(name, [...names2], kind.under) : "";
    const says = data.poolers === void 0 ? kind.withoutPoolers ?? kind.says : kind.says;
    issues.push({ path, on: "value", says: `"${brief(name)}" is not ${says}${isInstead(known, name, kind.says)}.${guess2}` });
  }
  return issues;
}
var readable = (key, part) => part === void 0 || (key === "alerts" ? Array.isArray(part) : isTable(part));
function namesUnder(part) {
  if (Array.isArray(part)) return part.flatMap((entry2) => isTable(entry2) && typeof entry2.name === "string" ? [entry2.name] : []);
  return isTable(part) ? Object.keys(part) : [];
}
function isInstead(known, name, wanted2) {
  const other = Object.entries(kinds).find(([to, kind]) => kind.under.length === 1 && known.get(to)?.has(name));
  return other === void 0 ? "" : ` but ${other[1].says}${wanted2 === "a class of requests" ? " (classes are the names under traffic and cron)" : ""}`;
}
var hint = (name, known, under) => known.length === 0 ? ` There is none: nothing stands under ${under.join(" or ")}.` : suggestion(name, known);

// src/reading/cross-checks.ts
var issue = (path, says, on = "value") => ({ path, on, says });
var table = (value) => isTable(value) ? value : {};
function crossIssues(data, meant) {
  const silent = meant.has("traffic") || meant.has("cron") ? [] : nobodyComes(data);
  return [...collidingClasses(data), ...ambiguousPoolers(data), ...silent, ...circlesOfReplicas(data), ...sharedPools(data), ...repeatedAlerts(data), ...homelessQueries(data)];
}
function collidingClasses(data) {
  const traffic = new Set(namesUnder(data.traffic));
  return namesUnder(data.cron).filter((name) => traffic.has(name)).map((name) => issue(["cron", name], `"${name}" is a traffic source already: a class needs a name of its own`, "key"));
}
function ambiguousPoolers(data) {
  return ["databases", "pools"].flatMap((part) => {
    const taken = new Set(namesUnder(data[part]));
    return namesUnder(data.poolers).filter((name) => taken.has(name)).map((name) => issue(["poolers", name], `"${name}" stands under ${part} already: a pooler needs a name of its own`, "key"));
  });
}
function nobodyComes(data) {
  const empty = (part) => part === void 0 || isTable(part) && Object.keys(part).length === 0;
  return empty(data.traffic) && empty(data.cron) ? [issue([], 'no requests: give "traffic" or "cron"')] : [];
}
function circlesOfReplicas(data) {
  const databases = table(data.databases);
  const sourceOf = (name) => {
    const source = table(databases[name]).replicaOf;
    return typeof source === "string" && Object.hasOwn(databases, source) ? source : void 0;
  };
  const told = /* @__PURE__ */ new Set();
  return Object.keys(databases).flatMap((start) => {
    const seen = [];
    for (let at2 = start; at2 !== void 0 && !told.has(at2); at2 = sourceOf(at2)) {
      if (at2 === start && seen.length > 0) {
        for (const name of seen) told.add(name);
        return [issue(["databases", start, "replicaOf"], `a database cannot be a copy of itself: ${[...seen, start].join(" \u2192 ")}`)];
      }
      if (seen.includes(at2)) break;
      seen.push(at2);
    }
    return [];
  });
}
function sharedPools(data) {
  const owners = /* @__PURE__ */ new Map();
  return Object.entries(table(data.apps)).flatMap(([app2, plan]) => {
    const pools = table(plan).pools;
    return (Array.isArray(pools) ? pools : []).flatMap((pool3, i) => {
      if (typeof pool3 !== "string") return [];
      const owner = owners.get(pool3);
      if (owner === void 0) owners.set(pool3, app2);
      return owner === void 0 ? [] : [issue(["apps", app2, "pools", i], owner === app2 ? `"${pool3}" is listed twice` : `"${pool3}" belongs to the app "${owner}" already: every app has pools of its own`)];
    });
  });
}
function repeatedAlerts(data) {
  const seen = /* @__PURE__ */ new Set();
  return (Array.isArray(data.alerts) ? data.alerts : []).flatMap((alert, i) => {
    const { name } = table(alert);
    if (typeof name !== "string") return [];
    const repeated = seen.has(name);
    seen.add(name);
    return repeated ? [issue(["alerts", i, "name"], `"${name}" is the name of another alert already`)] : [];
  });
}
function homelessQueries(data) {
  const found11 = [];
  for (const [name, route] of Object.entries(table(data.routes))) {
    const inTable = isTable(route);
    walkSteps(inTable ? route.steps : route, ["routes", name, ...inTable ? ["steps"] : []], false, (path) => found11.push(issue(path, 'which connection? Give the query a "pool", or put it into a transaction')));
  }
  return found11;
}
function walkSteps(steps3, path, connected, homeless) {
  if (!Array.isArray(steps3) || path.length > 200) return;
  for (const [i, step2] of steps3.entries()) {
    const { query: query3, transaction: transaction2, nested: nested3, choose: choose2, parallel: parallel2 } = table(step2);
    const at2 = [...path, i];
    if (isTable(query3) && query3.pool === void 0 && !connected) homeless([...at2, "query"]);
    walkSteps(table(transaction2).steps, [...at2, "transaction", "steps"], true, homeless);
    walkSteps(table(nested3).steps, [...at2, "nested", "steps"], true, homeless);
    for (const [j, way] of (Array.isArray(choose2) ? choose2 : []).entries()) walkSteps(table(way).steps, [...at2, "choose", j, "steps"], connected, homeless);
    for (const [j, branch] of (Array.isArray(parallel2) ? parallel2 : []).entries()) walkSteps(branch, [...at2, "parallel", j], connected, homeless);
  }
}
function unusedNotes(data, references) {
  const uses = new Set(references.map((one2) => `${one2.path[0]} uses ${one2.to}/${one2.name}`));
  const unusedIn = (part, as, by, says) => namesUnder(data[part]).filter((name) => !by.some((user) => as.some((to) => uses.has(`${user} uses ${to}/${name}`)))).map((name) => `${part}.${name}: ${says}`);
  return [
    ...unusedIn("databases", ["databases", "databasesOrPoolers"], ["databases", "poolers", "pools", "incidents"], "no pool connects to this database"),
    ...unusedIn("poolers", ["databasesOrPoolers"], ["pools", "incidents"], "no pool connects to this pooler"),
    ...unusedIn("pools", ["pools", "poolsOrPoolers"], ["routes", "incidents"], "no route borrows from this pool"),
    ...unusedIn("routes", ["routes"], ["traffic", "cron"], "no traffic takes this route")
  ];
}

// src/reading/fingerprint.ts
var offsetHigh = 3421674724;
var offsetLow = 2216829733;
var primeLow = 435;
function fingerprintOf(plan) {
  const hash = new Hash();
  spell(plan, hash);
  return hash.hex();
}
var Hash = class {
  #high = offsetHigh;
  #low = offsetLow;
  /** Adds text, unit by unit: the low byte, and the high byte where there is one. */
  add(text3) {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < text3.length; i++) {
      for (let unit = text3.charCodeAt(i); ; unit >>>= 8) {
        low = (low ^ unit & 255) >>> 0;
        const product = low * primeLow;
        high = Math.imul(high, primeLow) + Math.floor(product / 2 ** 32) + (low << 8) >>> 0;
        low = product >>> 0;
        if (unit <= 255) break;
      }
    }
    this.#high = high;
    this.#low = low;
  }
  hex() {
    return this.#high.toString(16).padStart(8, "0") + this.#low.toString(16).padStart(8, "0");
  }
};
function spell(value, hash) {
  if (Array.isArray(value)) {
    hash.add("[");
    for (const entry2 of value) {
      spell(entry2, hash);
      hash.add(",");
    }
    hash.add("]");
  } else if (typeof value === "object" && value !== null) {
    hash.add("{");
    for (const [key, entry2] of Object.entries(value)) {
      hash.add(`${JSON.stringify(key)}:`);
      spell(entry2, hash);
      hash.add(",");
    }
    hash.add("}");
  } else hash.add(typeof value === "string" ? JSON.stringify(value) : String(value));
}

// src/reading/yaml.ts
import { Composer, Lexer, LineCounter, Parser } from "yaml";

// src/reading/yaml-nodes.ts
import { isAlias, isMap, isScalar, isSeq } from "yaml";
var deepest2 = 100;
var mostExpanded = 1e5;
function compose(document) {
  const walk = new Walk();
  const { value, spot } = walk.part(document.contents, null, 0, 1);
  return { value, spot, faults: walk.faults, unbounded: walk.expanded > mostExpanded };
}
var nothing = (at2, keyAt, faulty) => ({ value: null, spot: { at: at2, keyAt, collection: false, inside: /* @__PURE__ */ new Map(), faulty, set: null }, size: 1, depth: 1 });
var plainTags = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`));
var invisible = /[\u00A0\u00AD\u200B-\u200F\u2028-\u202E\u2060\uFEFF]/g;
var Walk = class {
  faults = [];
  expanded = 0;
  #anchors = /* @__PURE__ */ new Map();
  part(node, keyAt, fallbackAt, level2) {
    if (node === null || node === void 0) return nothing(keyAt ?? fallbackAt, keyAt, false);
    const at2 = node.range?.[0] ?? fallbackAt;
    if (isAlias(node)) return this.#aliased(node, keyAt, at2, level2);
    if (level2 > deepest2 && !isScalar(node)) return this.#refuse(at2, keyAt, `nested deeper than ${deepest2} levels`);
    if (node.tag !== void 0 && !plainTags.has(node.tag)) return this.#refuse(at2, keyAt, `the tag ${node.tag} is not known: take it away`);
    const anchor = node.anchor;
    if (anchor !== void 0) this.#anchors.set(anchor, "open");
    const made = isMap(node) ? this.#table(node, keyAt, at2, level2) : isSeq(node) ? this.#list(node, keyAt, at2, level2) : this.#scalar(node, keyAt, at2);
    if (anchor !== void 0) this.#anchors.set(anchor, made);
    return made;
  }
  #refuse(at2, keyAt, says) {
    this.faults.push({ at: at2, says });
    return nothing(at2, keyAt, true);
  }
  #scalar(node, keyAt, at2) {
    const empty = node.value === null && (node.source ?? "") === "";
    return { value: node.value, spot: { at: empty ? keyAt ?? at2 : at2, keyAt, collection: false, inside: /* @__PURE__ */ new Map(), faulty: false, set: null }, size: 1, depth: 1 };
  }
  #aliased(node, keyAt, at2, level2) {
    const target = this.#anchors.get(node.source);
    if (target === void 0) {
      const near = nearest(node.source, [...this.#anchors.keys()]);
      return this.#refuse(at2, keyAt, `*${node.source} stands for nothing: no &${node.source} comes before it${near === null ? "" : `. Did you mean *${near}?`}`);
    }
    if (target === "open") return this.#refuse(at2, keyAt, `*${node.source} stands inside itself`);
    if (this.expanded > mostExpanded) return nothing(at2, keyAt, true);
    this.expanded += target.size;
    if (this.expanded > mostExpanded) return this.#refuse(at2, keyAt, `the aliases stand for more than 100 000 values: this file would grow without bound`);
    if (target.depth + level2 - 1 > deepest2) return this.#refuse(at2, keyAt, `nested deeper than ${deepest2} levels`);
    return { ...target, spot: { ...target.spot, keyAt } };
  }
  #list(node, keyAt, at2, level2) {
    const parts2 = node.items.map((item) => this.part(item, null, at2, level2 + 1));
    const inside = new Map(parts2.map((one2, i) => [i, one2.spot]));
    return { value: parts2.map((one2) => one2.value), spot: { at: at2, keyAt, collection: true, inside, faulty: false, set: null }, ...extent(parts2) };
  }
  #table(node, keyAt, at2, level2) {
    const parts2 = /* @__PURE__ */ new Map();
    const merged2 = [];
    for (const pair of node.items) {
      const key = this.#key(pair.key, parts2, at2);
      const keyStart = pair.key?.range?.[0] ?? at2;
      if (key === "<<" && isPlain(pair.key)) merged2.push(...this.#merged(pair.value, keyStart, level2));
      else {
        const made = this.part(pair.value, keyStart, keyStart, level2 + 1);
        if (key !== null) parts2.set(key, made);
      }
    }
    for (const source of merged2) this.#mergeInto(parts2, source);
    const value = Object.fromEntries([...parts2].map(([key, one2]) => [key, one2.value]));
    const inside = new Map([...parts2].map(([key, one2]) => [key, one2.spot]));
    return { value, spot: { at: at2, keyAt, collection: true, inside, faulty: false, set: null }, ...extent([...parts2.values()]) };
  }
  /** The key as a word; null, after telling why, where there is none to go on with. */
  #key(node, before, mapAt) {
    const told = (says) => void this.faults.push({ at: node?.range?.[0] ?? mapAt, says });
    if (!isScalar(node)) told(isAlias(node) ? "a key cannot be an alias: write the word" : node === null ? "a key is missing before the colon" : "a key must be a word, not a list or a table");
    if (!isScalar(node)) return null;
    const word = typeof node.value === "string" ? node.value.replaceAll(invisible, "") : node.source ?? "";
    if (word === "" && node.value !== "") told("a key is missing before the colon");
    else if (typeof node.value !== "string") told(`the key ${word} is not text: put quotes around it`);
    else if (word !== node.value) told(`the key "${brief(word)}" holds a character that cannot be seen: type it anew`);
    if (word === "__proto__") told('"__proto__" cannot be a key');
    if (before.has(word)) told(`"${brief(word)}" is given twice: one of them would be lost`);
    return word === "__proto__" || node.value === null || before.has(word) ? null : word;
  }
  /** The tables that a merge key brings in, in order of precedence. */
  #merged(node, keyAt, level2) {
    const made = this.part(node, keyAt, keyAt, level2);
    const parts2 = Array.isArray(made.value) ? made.value.map((value, i) => ({ ...made, value, spot: made.spot.inside.get(i) ?? made.spot })) : [made];
    if (parts2.every((one2) => typeof one2.value === "object" && one2.value !== null && !Array.isArray(one2.value))) return parts2;
    if (!made.spot.faulty) this.faults.push({ at: keyAt, says: "<< brings in tables: write <<: *name or <<: [*one, *two]" });
    return [];
  }
  #mergeInto(parts2, source) {
    for (const [key, value] of Object.entries(source.value)) {
      const spot = source.spot.inside.get(key);
      if (!parts2.has(key) && spot !== void 0) parts2.set(key, { value, spot, size: source.size, depth: source.depth });
    }
  }
};
var isPlain = (node) => isScalar(node) && node.type === "PLAIN";
var extent = (parts2) => ({
  size: parts2.reduce((sum2, one2) => sum2 + one2.size, 1),
  depth: 1 + parts2.reduce((most, one2) => Math.max(most, one2.depth), 0)
});

// src/reading/yaml-words.ts
import { isCollection, isScalar as isScalar2, visit } from "yaml";
var sentences = [
  { said: /^Missing closing "quote/, words: 'a quote (") is opened and never closed' },
  { said: /^Missing closing 'quote/, words: "a quote (') is opened and never closed" },
  { said: /^Flow map .*end with a }/, words: "a { is never closed with }, or its lines are not indented far enough" },
  { said: /^Flow sequence .*end with a \]/, words: "a [ is never closed with ], or its lines are not indented far enough" },
  { said: /^Unexpected flow-map-end/, words: "a } too many" },
  { said: /^Unexpected flow-seq-end/, words: "a ] too many" },
  { said: /^Unexpected .* at node end/, words: 'the value before this is complete: put quotes around all of it, or look for a missing comma, a missing "-" or wrong indentation' },
  { said: /^Unexpected ,|^Unexpected empty item/, words: "a comma with nothing before it" },
  { said: /^Unexpected block-seq-ind on same line/, words: 'a list that begins with "-" goes on the next line' },
  { said: /^Block scalar header/, words: "after | or > the text begins on the next line" },
  { said: /^Implicit map keys need/, words: 'a ":" is missing after the key' },
  { said: /^Missing , /, words: "a comma is missing before this" },
  { said: /^Missing space after :/, words: 'a space is missing after ":"' },
  { said: /^Sequence item without -/, words: 'an entry of this list begins without "-"' },
  { said: /^Comments must be separated/, words: "a space is missing before #" }
];
var byCode = {
  ALIAS_PROPS: "an alias (*name) cannot have an anchor or a tag of its own",
  BAD_ALIAS: "an anchor (&name) and an alias (*name) need a name",
  BAD_DIRECTIVE: "a line that begins with % is a directive that is not known: take it away",
  BAD_INDENT: "the indentation does not fit the lines above",
  BAD_PROP_ORDER: "an anchor or tag stands in the wrong place: write it right before the value",
  BLOCK_IN_FLOW: "inside { } and [ ] everything is written with commas: no indented block can stand here",
  BLOCK_AS_IMPLICIT_KEY: 'a second "key:" on one line: put it on a line of its own with the right indentation, or put quotes around text that holds ": "',
  IMPOSSIBLE: "this does not fit here: a key must be a word, and what comes before it must be complete",
  KEY_OVER_1024_CHARS: "a key is longer than 1024 characters",
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing after the key, or the indentation is wrong',
  MULTIPLE_ANCHORS: "a value can have one anchor only",
  MULTIPLE_DOCS: "a second document begins here (after ---): a scenario file holds one",
  MULTIPLE_TAGS: "a value can have one tag only",
  TAB_AS_INDENT: "a tab in the indentation: YAML wants spaces",
  TAG_RESOLVE_FAILED: "a tag (!\u2026) that is not known: take it away"
};
function parserFault(code, message) {
  const said = message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "";
  if (code === "BAD_SCALAR_START") return `text cannot begin with ${/(\S)$/.exec(said)?.[1] ?? "this character"}: put quotes around it`;
  if (code === "BAD_DQ_ESCAPE") return `${/(\\\S*)/.exec(said)?.[1] ?? "a backslash"} means nothing inside double quotes: write \\\\ for a backslash, or use single quotes`;
  const known = sentences.find((sentence) => sentence.said.test(said));
  return known?.words ?? byCode[code] ?? `this is not YAML: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}
function openedAt(document, error) {
  const quote = /^Missing closing .quote/.test(error.message);
  const bracket = /^Flow (map|seq).*end with a [\]}]/.test(error.message);
  if (!quote && !bracket) return null;
  let last = null;
  visit(document, (_key, node) => {
    const quoted = quote && isScalar2(node) && node.type?.startsWith("QUOTE") === true;
    const flowing = bracket && isCollection(node) && node.flow === true;
    const at2 = quoted || flowing ? node.range?.[0] ?? null : null;
    if (at2 !== null && at2 <= error.pos[0] && at2 >= (last ?? 0)) last = at2;
  });
  return last;
}

// src/reading/yaml.ts
var largestFile = 2e6;
var mostFaults = 10;
function readYaml(source) {
  const text3 = source.startsWith("\uFEFF") ? source.slice(1) : source;
  const lines = new LineCounter();
  const positionOf = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faultAt = (offset, says) => ({ ...positionOf(offset), says });
  const failed = (...faults2) => ({ ok: false, faults: faults2 });
  const odd = oddCharacter(text3);
  if (odd !== null) return failed(odd);
  const parsed = parse(text3, lines);
  if ("tooDeepAt" in parsed) return failed(faultAt(parsed.tooDeepAt, `nested deeper than ${deepest2} levels`));
  const [document, second2] = parsed.documents;
  const broken = parsed.documents.flatMap((one2) => one2.errors.map((error) => faultAt(openedAt(one2, error) ?? error.pos[0], parserFault(error.code, error.message))));
  if (broken.length > 0) return failed(...onePerLine(broken));
  if (document === void 0 || document.contents === null) return failed({ line: 1, column: 1, says: text3.trim() === "" ? "the file is empty" : "the file holds nothing but comments" });
  if (second2 !== void 0) return failed(faultAt(second2.contents?.range?.[0] ?? second2.range[0], "a second document begins here (after ---): a scenario file holds one"));
  const directive = directiveFault(document);
  if (directive !== null) return failed({ line: 1, column: 1, says: directive });
  const { value, spot, faults, unbounded } = compose(document);
  if (unbounded) return failed(...faults.map((fault) => faultAt(fault.at, fault.says)));
  return { ok: true, value, root: spot, faults: faults.map((fault) => faultAt(fault.at, fault.says)), positionOf };
}
function parse(text3, lines) {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ uniqueKeys: false, lineCounter: lines });
  const tokens = [];
  for (const lexeme of new Lexer().lex(text3)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepest2 + 4) return { tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return { documents: [...composer.compose(tokens, false, text3.length)] };
}
function oddCharacter(text3) {
  const found11 = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.exec(text3);
  if (found11 === null) return null;
  const before = text3.slice(0, found11.index);
  const code = found11[0].charCodeAt(0);
  const line = before.split("\n").length;
  return { line, column: before.length - before.lastIndexOf("\n"), says: code === 0 ? "a NUL character: this is not a text file" : `a control character (U+${code.toString(16).toUpperCase().padStart(4, "0")}): this is not a text file` };
}
function directiveFault(document) {
  if (document.directives.yaml.explicit === true && document.directives.yaml.version !== "1.2") return `%YAML ${document.directives.yaml.version}: scenario files are YAML 1.2, take the line away`;
  const unknown = document.warnings.find((warning) => warning.code === "BAD_DIRECTIVE");
  return unknown === void 0 ? null : "a line that begins with % is a directive that is not known: take it away";
}
function onePerLine(faults) {
  const seen = /* @__PURE__ */ new Set();
  return faults.filter((fault) => !seen.has(fault.line) && seen.add(fault.line)).slice(0, mostFaults);
}

// src/reading/overrides.ts
function applySet(data, sets, topKeys2) {
  const faults = [];
  let placed = data;
  for (const set of sets) {
    const done = one(placed, set, topKeys2);
    if ("says" in done) faults.push(done);
    else placed = done;
  }
  return { ...placed, faults };
}
function one(data, set, topKeys2) {
  const equals = set.indexOf("=");
  const appends = set[equals - 1] === "+";
  const path = equals < 0 ? set.trim() : set.slice(0, appends ? equals - 1 : equals).trim();
  const fault = (says) => ({ set, path, says });
  if (equals <= 0 || path === "") return fault("write it like path=value, for example pools.main.maximumPoolSize=20");
  const value = readValue(set.slice(equals + 1), set);
  if ("says" in value) return fault(value.says);
  const keys = keysOf(path, data.value, topKeys2);
  if ("says" in keys) return fault(keys.says);
  const whole3 = appends ? appended(at(data, keys.keys), value, set) : value;
  return whole3 === null ? fault(`${shown(keys.keys)} is ${describe(at(data, keys.keys)?.value)}: += appends to a list`) : replaced(data, keys.keys, whole3, set);
}
var at = (data, keys) => keys.reduce((here, key) => {
  const inside = here === void 0 ? void 0 : Array.isArray(here.value) ? here.value[Number(key)] : isTable(here.value) && Object.hasOwn(here.value, key) ? here.value[key] : void 0;
  return here === void 0 || inside === void 0 ? void 0 : { value: inside, spot: here.spot.inside.get(key) ?? here.spot };
}, data);
function appended(old, more, set) {
  if (old !== void 0 && old.value !== null && !Array.isArray(old.value)) return null;
  const before = Array.isArray(old?.value) ? old.value : [];
  const after = Array.isArray(more.value) ? more.value : [more.value];
  const inside = new Map(before.map((_2, i) => [i, old?.spot.inside.get(i) ?? spotOf(set)]));
  for (const [i] of after.entries()) inside.set(before.length + i, (Array.isArray(more.value) ? more.spot.inside.get(i) : more.spot) ?? spotOf(set));
  return { value: [...before, ...after], spot: { ...old?.spot ?? spotOf(set), collection: true, inside } };
}
function readValue(text3, set) {
  if (text3.trim() === "") return { value: null, spot: spotOf(set) };
  const read = readYaml(text3.trim());
  const [fault] = read.faults;
  if (fault !== void 0) return { says: `the value cannot be read: ${fault.says}` };
  return read.ok ? { value: read.value, spot: marked(read.root, set) } : { says: "the value cannot be read" };
}
var spotOf = (set) => ({ at: 0, keyAt: null, collection: false, inside: /* @__PURE__ */ new Map(), faulty: false, set });
var marked = (spot, set) => ({ ...spot, set, inside: new Map([...spot.inside].map(([key, inner]) => [key, marked(inner, set)])) });
function keysOf(path, data, topKeys2) {
  const keys = [];
  let rest2 = path;
  let here = data;
  while (rest2 !== "") {
    const step2 = Array.isArray(here) ? indexIn(rest2, here, keys) : keyIn(rest2, here, keys, topKeys2);
    if ("says" in step2) return step2;
    keys.push(step2.key);
    rest2 = step2.rest;
    here = Array.isArray(here) ? here[Number(step2.key)] : isTable(here) && Object.hasOwn(here, step2.key) ? here[step2.key] : void 0;
  }
  return { keys };
}
var shown = (keys) => pathText(keys) || "the scenario";
function indexIn(rest2, list2, keys) {
  const form = /^(?:\[(\d+)\]|(\d+)(?=[.[]|$))\.?(.*)$/s.exec(rest2);
  if (form === null) return { says: `${shown(keys)} is a list: name an entry like ${shown(keys)}[0]` };
  const index = Number(form[1] ?? form[2]);
  if (index >= list2.length) return { says: `${shown(keys)} has ${list2.length} ${list2.length === 1 ? "entry" : "entries"}: ${list2.length === 0 ? "there is none to set" : `the last is [${list2.length - 1}]`}` };
  return { key: index, rest: form[3] ?? "" };
}
function keyIn(rest2, here, keys, topKeys2) {
  if (here !== void 0 && here !== null && !isTable(here)) return { says: `${shown(keys)} is ${describe(here)}: there is nothing inside it` };
  const known = isTable(here) ? Object.keys(here) : [];
  const fitting = known.filter((key) => rest2 === key || rest2.startsWith(`${key}.`) || rest2.startsWith(`${key}[`)).sort((a, b) => b.length - a.length);
  const [match] = fitting;
  if (match !== void 0) return { key: match, rest: rest2.slice(match.length).replace(/^\./, "") };
  const word = /^[^.[\]]+/.exec(rest2)?.[0];
  if (word === void 0 || rest2 === `${word}.`) return { says: `"${rest2}" is not a path: write it like pools.main.maximumPoolSize` };
  if (rest2.startsWith(`${word}[`)) return { says: `${pathText([...keys, word])} is not a list here${hint2(word, known)}` };
  const mayBeNew = keys.length === 0 ? topKeys2 : null;
  if (mayBeNew !== null && !mayBeNew.includes(word)) return { says: `there is no "${word}" in a scenario${hint2(word, mayBeNew)}` };
  if (keys.length === 1 && keys[0] !== "run") return { says: `there is no "${word}" in ${shown(keys)}${hint2(word, known)}` };
  return { key: word, rest: rest2.slice(word.length).replace(/^\./, "") };
}
function hint2(word, known) {
  const near = nearest(word, known);
  return `.${near === null ? "" : ` Did you mean "${near}"?`}${known.length === 0 ? "" : ` Known: ${known.slice(0, 24).join(", ")}${known.length > 24 ? ", \u2026" : ""}.`}`;
}
function replaced(data, keys, value, set) {
  const [key, ...rest2] = keys;
  if (key === void 0) return value;
  const oldSpot = data.spot.inside.get(key) ?? spotOf(set);
  if (Array.isArray(data.value)) {
    const inner2 = replaced({ value: data.value[Number(key)], spot: oldSpot }, rest2, value, set);
    return { value: data.value.map((entry2, i) => i === key ? inner2.value : entry2), spot: withInside(data.spot, key, inner2.spot) };
  }
  const table2 = isTable(data.value) ? data.value : {};
  const inner = replaced({ value: Object.hasOwn(table2, key) ? table2[key] : void 0, spot: oldSpot }, rest2, value, set);
  return { value: { ...table2, [key]: inner.value }, spot: withInside(data.spot, key, inner.spot) };
}
var withInside = (spot, key, inner) => ({ ...spot, collection: true, inside: new Map(spot.inside).set(key, inner) });

// src/reading/time-checks.ts
var mostPoints = 2e4;
var span13 = (value) => {
  const parsed = typeof value === "string" ? parseDuration(value) : null;
  return parsed?.ok ? parsed.value : null;
};
function timeIssues(data, length, shortened) {
  if (length === forever) return [];
  const run = isTable(data.run) ? data.run : {};
  const issues = [];
  const wrong = (path, says) => issues.push({ path, on: "value", says });
  if ((span13(run.measureFrom) ?? 0) >= length) wrong(["run", "measureFrom"], `nothing would be counted: the run is over after ${durationText(length)}`);
  const points = Math.ceil(length / (span13(run.every) ?? Math.max(second, length / 600)));
  if (points > mostPoints) wrong(["run", "every"], `${points} points are too many: at most ${mostPoints}, so at least every ${durationText(Math.ceil(length / mostPoints))}`);
  if (shortened) return issues;
  for (const { path, value } of moments(data)) {
    const at2 = span13(value);
    if (at2 !== null && at2 > length) wrong(path, `${durationText(at2)} is after the end: the run lasts ${durationText(length)}`);
  }
  return issues;
}
function moments(data) {
  const tables3 = (part) => isTable(part) ? Object.entries(part).filter((entry2) => isTable(entry2[1])) : [];
  const incidents = Array.isArray(data.incidents) ? data.incidents : [];
  return [
    ...incidents.map((incident, i) => ({ path: ["incidents", i, "at"], value: isTable(incident) ? incident.at : null })),
    ...tables3(data.traffic).map(([name, plan]) => ({ path: ["traffic", name, "from"], value: plan.from })),
    ...tables3(data.cron).flatMap(([name, plan]) => Array.isArray(plan.at) ? plan.at.map((value, i) => ({ path: ["cron", name, "at", i], value })) : [{ path: ["cron", name, "at"], value: plan.at }])
  ];
}
function timeNotes(scenario) {
  const { length } = scenario.run;
  const silent = Object.entries(scenario.cron).filter(([, job]) => job.ticks.every((at2) => at2 >= length)).map(([name, job]) => `cron.${name}: "${job.schedule}" does not come in this run`);
  const late = scenario.incidents.flatMap((incident, i) => incident.at > length ? [`incidents[${i}]: ${incident.says} would come after the end of the run`] : []);
  const cut2 = Object.entries(scenario.traffic).flatMap(([name, { arrivals }]) => {
    const beyond = arrivals.kind === "trace" ? arrivals.rows.at.filter((at2) => at2 >= length).length : 0;
    return beyond === 0 ? [] : [`traffic.${name}: ${beyond} of ${arrivals.kind === "trace" ? arrivals.rows.at.length : 0} rows of the trace come after the end of the run`];
  });
  return [...silent, ...late, ...cut2];
}

// src/reading/utf8.ts
var chunk = 8192;
function decodeUtf8(bytes) {
  const wide = bytes[0] === 255 && bytes[1] === 254 || bytes[0] === 254 && bytes[1] === 255;
  if (wide) return { ok: false, line: 1, column: 1, says: "the file is UTF-16: save it as UTF-8" };
  const parts2 = [];
  const units = [];
  let i = bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191 ? 3 : 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return { ok: false, ...positionAfter(parts2.join("") + String.fromCharCode(...units)), says: `the file is not UTF-8 text: byte 0x${(bytes[i] ?? 0).toString(16)} is out of place` };
    pushUnits(units, codePoint(bytes, i, length));
    i += length;
    if (units.length >= chunk) parts2.push(String.fromCharCode(...units.splice(0)));
  }
  parts2.push(String.fromCharCode(...units));
  return { ok: true, text: parts2.join("") };
}
function sequenceLength(bytes, i) {
  const first = bytes[i] ?? 0;
  if (first < 128) return 1;
  const length = first >= 194 && first < 224 ? 2 : first >= 224 && first < 240 ? 3 : first >= 240 && first < 245 ? 4 : 0;
  for (let j = 1; j < length; j++) if (((bytes[i + j] ?? 0) & 192) !== 128) return 0;
  const second2 = bytes[i + 1] ?? 0;
  const overlong = first === 224 && second2 < 160 || first === 240 && second2 < 144;
  const outside = first === 237 && second2 >= 160 || first === 244 && second2 >= 144;
  return overlong || outside ? 0 : length;
}
function codePoint(bytes, i, length) {
  const first = bytes[i] ?? 0;
  let point = length === 1 ? first : first & 255 >> length + 1;
  for (let j = 1; j < length; j++) point = point << 6 | (bytes[i + j] ?? 0) & 63;
  return point;
}
function pushUnits(units, point) {
  if (point < 65536) units.push(point);
  else units.push(55296 + (point - 65536 >> 10), 56320 + (point - 65536 & 1023));
}
function positionAfter(text3) {
  const lines = text3.split("\n");
  return { line: lines.length, column: (lines[lines.length - 1] ?? "").length + 1 };
}

// src/reading/scenario-file.ts
function readScenario(source) {
  const { file } = source;
  const text3 = asText(source.text);
  if (typeof text3 !== "string") return { ok: false, problems: [{ file, ...text3, path: "", set: null }] };
  const yaml = readYaml(text3);
  const faults = yaml.faults.map((fault) => ({ file, ...fault, path: "", set: null }));
  return yaml.ok ? readData(source, yaml, faults) : { ok: false, problems: sorted(faults) };
}
function asText(given2) {
  if (given2.length > largestFile) return { line: 1, column: 1, says: `the file has ${(given2.length / 1e6).toFixed(1)} MB: a scenario may have at most ${largestFile / 1e6} MB (traces go into files of their own)` };
  if (typeof given2 === "string") return given2;
  const decoded = decodeUtf8(given2);
  return decoded.ok ? decoded.text : { line: decoded.line, column: decoded.column, says: decoded.says };
}
var topKeys = Object.keys(scenarioFields);
function readData(source, yaml, faults) {
  const { file } = source;
  const data = applySet({ value: yaml.value, spot: yaml.root }, source.set ?? [], topKeys);
  const problems = [...faults, ...data.faults.map((fault) => ({ file, line: 1, column: 1, ...fault }))];
  const books = { issues: [], references: [] };
  const scenario = isTable(data.value) ? readTable(source, data.value, books) : void 0;
  if (!isTable(data.value)) books.issues.push({ path: [], on: "value", says: `expected a table with run, pools, routes, traffic, \u2026 at the top, found ${describe(data.value)}` });
  for (const issue2 of books.issues) {
    const problem = located(issue2, data.spot, yaml.positionOf, file);
    if (problem !== null) problems.push(problem);
  }
  if (problems.length > 0 || scenario === void 0) return { ok: false, problems: sorted(problems) };
  return { ok: true, scenario, notes: [...unusedNotes(data.value, books.references), ...timeNotes(scenario)] };
}
var { run: runShape, ...otherFields } = scenarioFields;
function readTable(source, data, books) {
  const found11 = { ...books, fileText: source.files, ...clocklessly };
  const top2 = new Place(found11);
  const meant = unknownKeys(data, topKeys, top2);
  const { run, calendar, length } = readRun(data, top2, source.set ?? [], meant);
  const rest2 = readFields(otherFields, data, new Place(calendar === null ? found11 : { ...found11, instantOf: calendar.instantOf, cronTicks: calendar.cronTicks }), meant);
  books.issues.push(...missingNames(data, books.references, meant), ...crossIssues(data, meant), ...timeIssues(data, length, isShortened(source.set ?? [])));
  if (run === void 0 || rest2 === void 0 || calendar === null || books.issues.length > 0) return void 0;
  const title = data.scenario === void 0 ? titleFrom(source.file) : rest2.scenario;
  return assembled({ ...rest2, scenario: title }, source.file, { ...run, starts: calendar.starts });
}
var clocklessly = { instantOf: () => ({ at: 0 }), cronTicks: () => ({ ticks: [] }) };
function readRun(data, top2, sets, meant) {
  if (data.run === void 0) {
    if (!meant.has("run")) top2.wrong('"run" is missing: say at least how long, run: { length: 10m }');
    return { run: void 0, calendar: null, length: forever };
  }
  const here = top2.at("run");
  const run = runShape.read(data.run, here);
  if (!isTable(data.run)) return { run, calendar: null, length: forever };
  const scratch = new Place({ ...here.found, issues: [], references: [] });
  const quietly = (field, value) => value === void 0 ? field.fallback : field.read(value, scratch);
  const [starts, zone, length = forever] = [quietly(runFields.starts, data.run.starts), quietly(runFields.zone, data.run.zone), quietly(runFields.length, data.run.length)];
  if (starts === void 0 || zone === void 0) return { run, calendar: null, length };
  const made = calendarOf(starts, zone, length, isShortened(sets) ? forever : length);
  if (!made.ok) here.at(made.on).wrong(made.says);
  return { run, calendar: made.ok ? made.calendar : null, length };
}
var isShortened = (sets) => sets.some((set) => /^\s*run(\.length)?\s*=/.test(set));
var titleFrom = (file) => file?.split(/[/\\]/).pop()?.replace(/\.ya?ml$/i, "") || "Untitled scenario";
var usualInterval = (length) => Math.max(second, Math.round(length / 600));
function assembled(read, file, run) {
  const { scenario: title, question, lookFor, answer, source, ...world } = read;
  const measureFrom = run.measureFrom;
  const plan = { ...run, measureFrom, every: run.every ?? usualInterval(run.length) };
  const { seed: _seed, ...timing2 } = plan;
  return { title, file, question, lookFor, answer, source, fingerprint: fingerprintOf({ run: timing2, ...world }), run: plan, ...world };
}

// src/units/words.ts
var trimmed = (text3) => text3.includes(".") ? text3.replace(/\.?0+$/, "") : text3;
var grouped = (digits) => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
function millis(ms2) {
  if (ms2 === null) return "\u2013";
  if (ms2 >= 119950) return span14(ms2 / 1e3);
  if (ms2 >= 999.5) return `${trimmed((ms2 / 1e3).toFixed(ms2 >= 9995 ? 1 : 2))} s`;
  if (ms2 >= 99.95) return `${ms2.toFixed(0)} ms`;
  return ms2 > 0 && ms2 < 5e-3 ? "<0.01 ms" : `${trimmed(ms2.toFixed(ms2 >= 9.995 ? 1 : 2))} ms`;
}
var parts = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
function span14(seconds2) {
  if (seconds2 < 1) return millis(seconds2 * 1e3);
  if (seconds2 < 9.95) return `${trimmed(seconds2.toFixed(1))} s`;
  const finest = seconds2 >= 86400 ? 3600 : seconds2 >= 3600 ? 60 : 1;
  let rest2 = Math.round(seconds2 / finest) * finest;
  const words5 = [];
  for (const [unit, size3] of parts) {
    const whole3 = Math.floor(rest2 / size3);
    rest2 -= whole3 * size3;
    if (whole3 > 0) words5.push(`${whole3} ${unit}`);
  }
  return words5.join(" ");
}
function exactSpan(seconds2) {
  if (seconds2 >= 60) return span14(seconds2);
  return seconds2 < 1 ? `${Number((seconds2 * 1e3).toPrecision(4))} ms` : `${Number(seconds2.toPrecision(4))} s`;
}

// src/promise/judge.ts
function satisfies(condition, observed) {
  const { limit, upper } = condition;
  switch (condition.compare) {
    case "<":
      return observed < limit;
    case "<=":
      return observed <= limit;
    case ">":
      return observed > limit;
    case ">=":
      return observed >= limit;
    case "==":
      return Math.abs(observed - limit) <= 1e-9 * Math.max(1, Math.abs(limit));
    case "between":
      return observed >= limit && observed <= (upper ?? limit);
    case "holds":
      return observed !== 0;
  }
}
function judge(condition, result) {
  if (condition.measure === "recovered") return judgeRecovered(condition, result);
  const measure = measures[condition.measure];
  assert(measure !== void 0, `a condition names a known measure, not ${condition.measure}`);
  const observed = measure.of(result, condition);
  if (observed !== null) return { held: satisfies(condition, observed), observed, observedText: observedText(measure.unit, observed) };
  if (measure.orNever) return { held: condition.compare === ">" || condition.compare === ">=", observed: null, observedText: "never" };
  return { held: false, observed: null, observedText: "nothing to observe" };
}
function observedText(unit, value) {
  switch (unit) {
    case "time":
      return exactSpan(value / 1e3);
    case "span":
      return exactSpan(value);
    case "share":
      return shareText(value);
    case "rate":
      return grouped(rateText(value));
    case "count":
      return grouped(plainNumber(value));
  }
}
function judgeRecovered(condition, result) {
  const within = inSeconds(condition.within ?? 0);
  if (!Object.hasOwn(result.classes, condition.of)) return { held: false, observed: null, observedText: "nothing to observe" };
  const windows = failureWindows(result, condition.of);
  if (windows.length === 0) return { held: true, observed: 0, observedText: "no failures" };
  const lastFailure = windows.reduce((last, window) => Math.max(last, window.toS), 0);
  const causes2 = result.timeline.filter((one2) => (one2.kind === "incident" || one2.kind === "cron") && one2.atS < lastFailure);
  if (causes2.length === 0) {
    const quiet = Math.max(0, result.run.lengthS - lastFailure);
    return { held: quiet >= within, observed: quiet, observedText: `no known cause; last failure ${exactSpan(quiet)} before the end` };
  }
  const causeEnd = causes2.reduce((last, one2) => Math.max(last, one2.untilS ?? one2.atS), 0);
  const after = Math.max(0, lastFailure - causeEnd);
  return { held: after <= within, observed: after, observedText: after === 0 ? "no failure after the last cause ended" : `last failure ${exactSpan(after)} after the last cause ended` };
}
var promisesOf = (plans, result) => plans.map((plan) => ({ text: plan.text, ...judge(plan.condition, result) }));
var claimsOf = (claims, result) => claims.map((claim) => ({ text: claim.text, ...judge(claim.condition, result), published: claim.published }));

// src/measure/figures.ts
var scales = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
function sixDigits(value) {
  if (value === null || !Number.isFinite(value)) return null;
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return value;
  return sixDigitsByScale(value) ?? Number(value.toPrecision(6));
}
function sixDigitsByScale(value) {
  const size3 = Math.abs(value);
  for (const scale3 of scales) if (size3 * scale3 >= 1e5) return size3 * scale3 < 999999.5 ? Math.round(value * scale3) / scale3 : null;
  return null;
}
var finiteOrNull = (value) => Number.isFinite(value) ? value : null;
var ratio = (part, whole3) => whole3 > 0 ? part / whole3 : 0;
var msOrNull = (span15) => span15 === null ? null : inMs(span15);
function spanMs(spans2) {
  return {
    count: spans2.count,
    mean: msOrNull(spans2.mean),
    p50: msOrNull(spans2.quantile(0.5)),
    p90: msOrNull(spans2.quantile(0.9)),
    p95: msOrNull(spans2.quantile(0.95)),
    p99: msOrNull(spans2.quantile(0.99)),
    p999: msOrNull(spans2.quantile(0.999)),
    max: spans2.count === 0 ? null : inMs(spans2.max)
  };
}
function spectrumOf(spans2) {
  const points = [];
  for (let tail = 1; tail * spans2.count >= 1; tail /= 2) {
    for (let step2 = 0; step2 < 4; step2++) {
      const p = 1 - tail * (1 - step2 / 8);
      points.push({ p, ms: inMs(spans2.quantile(p) ?? 0) });
    }
  }
  if (spans2.count > 0) points.push({ p: 1, ms: inMs(spans2.max) });
  return points;
}
var agree = (a, b, within = 1e-9) => Math.abs(a - b) <= Math.max(1, within * Math.max(Math.abs(a), Math.abs(b)));
var plural = (count3, noun) => `${count3} ${noun}${count3 === 1 ? "" : "s"}`;

// src/measure/alerts.ts
var mostPoints2 = 2e4;
function finestEvery(alerts, every, length) {
  const leastForAlerts = Math.max(1, Math.ceil(length / mostPoints2));
  let finest = every;
  for (const alert of alerts) {
    if (alert.for > 0) finest = Math.min(finest, Math.max(leastForAlerts, Math.floor(alert.for / 4)));
  }
  return finest;
}
var classGauges = {
  failedShare: (of) => () => {
    const { served, failed } = of.series.lately;
    return served + failed > 0 ? failed / (served + failed) : null;
  },
  throughput: (of) => (length) => ratio(of.series.lately.served, inSeconds(length))
};
var poolGauges = {
  utilisation: (of) => () => of.utilisation.mean,
  waiting: (of) => () => of.waiting.mean,
  active: (of) => () => of.lent.mean,
  idle: (of) => () => of.idle.mean
};
var databaseGauges = {
  cpuUtilisation: (of) => () => of.cpu.mean,
  runQueue: (of) => () => of.running.mean,
  sessions: (of) => () => of.sessions.mean
};
function gaugeOf({ measure, of }, sight) {
  const inClass = sight.classes.find(({ book }) => book.view.name === of);
  const pool3 = sight.pools.find((book) => book.view.name === of);
  const database4 = sight.databases.find((book) => book.view.name === of);
  if (inClass !== void 0 && Object.hasOwn(classGauges, measure)) return classGauges[measure](inClass);
  if (pool3 !== void 0 && Object.hasOwn(poolGauges, measure)) return poolGauges[measure](pool3);
  if (database4 !== void 0 && Object.hasOwn(databaseGauges, measure)) return databaseGauges[measure](database4);
  return null;
}
var AlertWatch = class {
  #alert;
  #gauge;
  #trueSince = null;
  #firedAt = null;
  #past = [];
  constructor(alert, sight) {
    const gauge = gaugeOf(alert.condition, sight);
    assert(gauge !== null, `alert ${alert.name} watches ${alert.condition.measure}(${alert.condition.of}), which reading a scenario must not let through`);
    this.#alert = alert;
    this.#gauge = gauge;
  }
  /** Looks at the interval just closed. */
  look(from, now) {
    const observed = this.#gauge(now - from);
    if (observed === null || !satisfies(this.#alert.condition, observed)) {
      this.#resolve(now);
      return;
    }
    this.#trueSince ??= from;
    if (this.#firedAt === null && now - this.#trueSince >= this.#alert.for) this.#firedAt = now;
  }
  /** Every firing, in order of time; one that still fires has no end. */
  results() {
    return this.#firedAt === null ? [...this.#past] : [...this.#past, this.#firing(this.#firedAt, null)];
  }
  #resolve(now) {
    if (this.#firedAt !== null) this.#past.push(this.#firing(this.#firedAt, inSeconds(now)));
    this.#trueSince = null;
    this.#firedAt = null;
  }
  #firing(firedAt, resolvedAtS) {
    return { name: this.#alert.name, when: this.#alert.when, firedAtS: inSeconds(firedAt), resolvedAtS };
  }
};

// src/measure/audit.ts
var workTolerance = 1e-6;
function auditOf(audited) {
  const { now, classes, pools, databases, insideByClass, time } = audited;
  return [
    law2("arrived = served + failed + unfinished", classes.map((one2, index) => one2.conserved(insideByClass[index] ?? 0)), requestsText(audited)),
    law2("every request arrives once and ends once, later", classes.map((one2) => one2.endedOnce(now)), "no request ended twice or before it arrived"),
    law2("time only moves forward", [time.text, ...classes.map((one2) => one2.forward(now))], "every happening came at or after the one before"),
    law2("Little's law: number inside over time = time inside over requests", classes.map((one2) => one2.little), insideText(audited)),
    law2("opened = closed + open, and the books match a recount", pools.map((one2) => one2.books(now)), connectionsText(audited)),
    law2("lent connections never exceed the pool", pools.map((one2) => one2.overLent), "in every interval, against the largest size so far"),
    law2("no level is ever below zero", [...pools.map((one2) => one2.negative), ...databases.map(negativeNow)], "at the end of every interval"),
    law2("Little's law: connections lent over time = time held over lendings", pools.map((one2) => one2.held), heldText(audited)),
    law2("processor work given = done + left", databases.map((one2) => workBalance(one2, now)), workText(audited))
  ];
}
function law2(name, broken, whenHeld) {
  const [first, ...others2] = broken.filter((text3) => text3 !== null);
  if (first === void 0) return { law: name, held: true, detail: whenHeld };
  return { law: name, held: false, detail: others2.length === 0 ? first : `${first}; and ${others2.length} more` };
}
var total = (all3, figure) => all3.reduce((sum2, one2) => sum2 + figure(one2), 0);
function requestsText({ classes, insideByClass }) {
  const served = total(classes, ({ book }) => book.servedCounted);
  const failed = total(classes, ({ book }) => book.failedCounted);
  return `${total(classes, ({ book }) => book.arrivedCounted)} = ${served} + ${failed} + ${total(insideByClass, (inside) => inside)}`;
}
function insideText({ classes, now }) {
  return `${plainNumber(inSeconds(total(classes, ({ book }) => book.ledger(now).area)))} request-seconds, counted both ways`;
}
function connectionsText({ pools }) {
  const opened = total(pools, ({ book }) => book.view.opened);
  const closed2 = total(pools, ({ book }) => book.view.closed);
  return `${opened} opened = ${closed2} closed + ${opened - closed2} open`;
}
function heldText({ pools, now }) {
  return `${plainNumber(inSeconds(total(pools, ({ book }) => book.lent.areaAt(now))))} connection-seconds, counted both ways`;
}
function negativeNow({ view, lowest }) {
  return lowest < 0 ? `${view.name}: a level fell to ${lowest}` : null;
}
function workBalance({ view }, now) {
  const [given2, done, left] = [view.workGiven, view.workAreaAt(now), view.workLeftAt(now)];
  if (left >= -1 && agree(given2, done + left, workTolerance)) return null;
  return `${view.name}: ${inSeconds(given2)} core-seconds given, but ${inSeconds(done)} done + ${inSeconds(left)} left`;
}
function workText({ databases, now }) {
  const given2 = inSeconds(total(databases, ({ view }) => view.workGiven));
  const left = inSeconds(total(databases, ({ view }) => view.workLeftAt(now)));
  return `${plainNumber(given2)} core-seconds given, ${plainNumber(left)} of them left`;
}

// src/measure/blame.ts
var leakedHolder = "(leaked)";
var noHolder = "(nobody)";
var longest2 = 20;
var BlameBook = class {
  #book;
  #classes;
  /** One row of holders (the classes, then leaked, then nobody) for each waiter, made when it first waits; in class-µs. */
  #waited;
  constructor(book) {
    this.#book = book;
    this.#classes = book.lentBy.length;
    this.#waited = book.waitingBy.map(() => null);
  }
  /** Charges the waiting of the interval just closed. */
  add() {
    if (!(this.#book.waiting.area > 0)) return;
    this.#book.waitingBy.forEach((waiter, index) => {
      if (waiter.area > 0) this.#charge(index, waiter.area);
    });
  }
  /** Waiting in this pool in µs. */
  get total() {
    return this.#waited.reduce((sum2, row) => sum2 + (row?.reduce((part, span15) => part + span15, 0) ?? 0), 0);
  }
  /** Every pair with waiting in it; shares are of `total` µs. */
  pairs(classes, total2) {
    const pairs = [];
    this.#waited.forEach((row, waiter) => {
      row?.forEach((span15, holder) => {
        if (!(span15 > 0)) return;
        const name = classes[holder]?.name ?? (holder === this.#classes ? leakedHolder : noHolder);
        pairs.push({
          pool: this.#book.view.name,
          holder: name,
          waiter: classes[waiter].name,
          waitedS: inSeconds(span15),
          share: ratio(span15, total2)
        });
      });
    });
    return pairs;
  }
  #charge(waiter, waited) {
    const row = this.#waited[waiter] ?? new Float64Array(this.#classes + 2);
    this.#waited[waiter] = row;
    const { lent, lentBy, leaked } = this.#book;
    if (!(lent.area > 0)) {
      row[this.#classes + 1] += waited;
      return;
    }
    lentBy.forEach((holder, index) => {
      row[index] += waited * (holder.area / lent.area);
    });
    row[this.#classes] += waited * (leaked.area / lent.area);
  }
};
function blameOf(books, classes) {
  const total2 = books.reduce((sum2, book) => sum2 + book.total, 0);
  const pairs = books.flatMap((book) => book.pairs(classes, total2));
  return pairs.sort((a, b) => b.waitedS - a.waitedS).slice(0, longest2);
}

// src/measure/slips.ts
var Slips = class {
  #count = 0;
  #first = "";
  /** Notes a breach when `held` is false; the words are asked for only the first time. */
  expect(held2, now, says) {
    if (held2) return;
    if (this.#count === 0) this.#first = `at ${inSeconds(now)} s: ${says()}`;
    this.#count += 1;
  }
  /** Null when nothing was seen, else the first breach and how many there were. */
  get text() {
    if (this.#count === 0) return null;
    return this.#count === 1 ? this.#first : `${this.#first} (and ${this.#count - 1} more)`;
  }
};

// src/measure/span-sum.ts
var roundingShare = 1e-9;
var SpanSum = class {
  #emptyAt = 0;
  /** By how much the integral was ahead when nobody was inside: the time of those who left without telling it. */
  #untold = 0;
  /** Whether anyone may have left untold since nobody was inside. */
  #mayOwe = false;
  /**
   * Whether `spent` can be the time inside of those that left, when the integral is `area` and `inside` are still there. With
   * `mayVanish`, someone may have left since the last look without telling how long it was inside.
   */
  fits(area2, spent, inside, now, mayVanish) {
    const rounding = Math.max(1, roundingShare * area2);
    const ahead = area2 - spent - this.#untold;
    const most = inside * (now - this.#emptyAt);
    this.#mayOwe ||= mayVanish;
    const fits2 = ahead >= -rounding && (ahead <= most + rounding || this.#mayOwe);
    if (inside === 0) this.#settle(ahead, now);
    return fits2;
  }
  #settle(ahead, now) {
    if (this.#mayOwe) this.#untold += ahead;
    this.#mayOwe = false;
    this.#emptyAt = now;
  }
};

// src/measure/class-audit.ts
var ClassAudit = class {
  book;
  #little = new Slips();
  #spans = new SpanSum();
  constructor(book) {
    this.book = book;
  }
  /** Looks at the interval just closed. */
  look(now) {
    const { area: area2, spent, inside } = this.book.ledger(now);
    this.#little.expect(this.#spans.fits(area2, spent, inside, now, false), now, () => `${this.book.view.name}: the number inside over time is ${inSeconds(area2)} request-seconds, but those that ended say ${inSeconds(spent)}, with ${inside} inside`);
  }
  get little() {
    return this.#little.text;
  }
  /** arrived = served + failed + unfinished, of the counted. `unfinished` is what the world says. */
  conserved(unfinished2) {
    const { arrivedCounted, servedCounted, failedCounted, view } = this.book;
    const sum2 = servedCounted + failedCounted + unfinished2;
    if (sum2 === arrivedCounted) return null;
    return `${view.name}: ${arrivedCounted} arrived, but ${servedCounted} served + ${failedCounted} failed + ${unfinished2} unfinished = ${sum2}`;
  }
  endedOnce(now) {
    const { misdated, endedUnborn, inside } = this.book.ledger(now);
    if (misdated === 0 && endedUnborn === 0 && inside >= 0) return null;
    return `${this.book.view.name}: ${misdated} arrived under another time, ${endedUnborn} ended before they arrived, ${Math.max(0, -inside)} ended with nobody inside`;
  }
  forward(now) {
    const { backwards } = this.book.ledger(now);
    return backwards === 0 ? null : `${this.book.view.name}: ${plural(backwards, "happening")} came before the one before`;
  }
};

// src/model/happening.ts
var outcomes = [
  "served",
  "acquireTimeout",
  "poolExhausted",
  "queueFull",
  "refused",
  "connectFailed",
  "statementTimeout",
  "idleInTransactionTimeout",
  "transactionTimeout",
  "lockTimeout",
  "deadlock",
  "severed",
  "killed",
  "clientGaveUp",
  "breakerOpen",
  "shed",
  "callFailed",
  "appDown",
  "unavailable"
];
var Outcome = Object.fromEntries(outcomes.map((name, i) => [name, i]));

// src/stats/histogram.ts
var exact = 128;
var perOctave = 64;
var bucketCount = exact + (45 - 7) * perOctave;
var wholeLimit = 2147483648;
var octavesPastLimit = 24;
var place = { count: 0, sum: 1, max: 2, min: 3 };
function bucketOfWhole(value) {
  const shift = 25 - Math.clz32(value);
  return shift <= 0 ? value : shift * perOctave + (value >> shift);
}
function bucketOfLarge(value) {
  if (value >= 35184372088832) return bucketCount - 1;
  return bucketOfWhole(value / 16777216 | 0) + octavesPastLimit * perOctave;
}
function bucketOf(value) {
  return value < wholeLimit ? bucketOfWhole(value | 0) : bucketOfLarge(value);
}
var lowerEdges = new Float64Array(bucketCount + 1);
for (let bucket = 0; bucket <= bucketCount; bucket++) lowerEdges[bucket] = bucket < exact ? bucket : 2 * lowerEdges[bucket - perOctave];
function midpoint(bucket) {
  return bucket < exact ? bucket : (lowerEdges[bucket] + lowerEdges[bucket + 1]) / 2;
}
var pageLength = 128;
var Histogram = class {
  #counts = new Float64Array(bucketCount);
  #totals = new Float64Array([0, 0, 0, Infinity]);
  #page = new Float64Array(pageLength);
  #written = 0;
  /** Values of exactly zero since the page was last counted: most waits are. */
  #zeros = 0;
  /** Counts one value in µs, at or above zero; fractions fall into the bucket of the whole number below. */
  add(value) {
    if (value === 0) {
      this.#zeros++;
      return;
    }
    assert(value > 0, "a histogram holds times at or above zero");
    this.#page[this.#written++] = value;
    if (this.#written === pageLength) this.#count();
  }
  /** Adds every count of `other`, as if its values had been added here. */
  mergeFrom(other) {
    this.#count();
    other.#count();
    const [mine, theirs] = [this.#counts, other.#counts];
    const last = other.#last;
    for (let i = other.#first; i <= last; i++) mine[i] += theirs[i];
    this.#totals[place.count] += other.count;
    this.#totals[place.sum] += other.sum;
    this.#totals[place.max] = Math.max(this.max, other.max);
    this.#totals[place.min] = Math.min(this.#totals[place.min], other.#totals[place.min]);
  }
  /** Forgets everything. */
  clear() {
    this.#written = 0;
    this.#zeros = 0;
    if (this.#totals[place.count] > 0) this.#counts.fill(0, this.#first, this.#last + 1);
    this.#totals.fill(0);
    this.#totals[place.min] = Infinity;
  }
  get count() {
    this.#count();
    return this.#totals[place.count];
  }
  /** Sum of the values in µs, exact for whole values up to 2^53. */
  get sum() {
    this.#count();
    return this.#totals[place.sum];
  }
  /** The largest value in µs, exact; 0 when empty. */
  get max() {
    this.#count();
    return this.#totals[place.max];
  }
  /** Mean in µs from the exact sum; null when empty. */
  get mean() {
    return this.count === 0 ? null : this.sum / this.count;
  }
  /**
   * The value in µs that a share `p` (0..1) of the values do not exceed: the midpoint of the bucket with rank ceil(p n), never
   * below the minimum or above the maximum, so that a constant is exact; `quantile(1)` is the maximum itself. Null when empty.
   */
  quantile(p) {
    const n = this.count;
    if (n === 0) return null;
    const rank = Math.max(1, Math.ceil(p * n * (1 - 1e-12)));
    if (rank >= n) return this.max;
    let seen = 0;
    const last = this.#last;
    for (let bucket = this.#first; bucket <= last; bucket++) {
      seen += this.#counts[bucket];
      if (seen >= rank) return Math.max(this.#totals[place.min], Math.min(midpoint(bucket), this.max));
    }
    return this.max;
  }
  /** How many values fell into buckets that begin above `value`: exact below 128 µs, else within one bucket. */
  countAbove(value) {
    let above = 0;
    this.forEachBucket((from, _to, count3) => {
      if (from > value) above += count3;
    });
    return above;
  }
  /** Visits the buckets that hold something, lowest first: from (inclusive) and to (exclusive) in µs, and the count. */
  forEachBucket(visit2) {
    this.#count();
    const last = this.#last;
    for (let bucket = this.#first; bucket <= last; bucket++) {
      const count3 = this.#counts[bucket];
      if (count3 > 0) visit2(lowerEdges[bucket], lowerEdges[bucket + 1], count3);
    }
  }
  /** The first and last bucket that may hold something: most histograms fill a small part of the room, and are read and emptied often. */
  get #first() {
    return bucketOf(Math.min(this.#totals[place.min], this.#totals[place.max]));
  }
  get #last() {
    return bucketOf(this.#totals[place.max]);
  }
  /** Counts what is written on the page, and empties it. */
  #count() {
    const totals = this.#totals;
    let sum2 = totals[place.sum];
    let max = totals[place.max];
    let min = totals[place.min];
    for (let i = 0; i < this.#written; i++) {
      const value = this.#page[i];
      this.#counts[bucketOf(value)] += 1;
      sum2 += value;
      if (value > max) max = value;
      if (value < min) min = value;
    }
    if (this.#zeros > 0) {
      this.#counts[0] += this.#zeros;
      totals[place.count] += this.#zeros;
      if (min > 0) min = 0;
      this.#zeros = 0;
    }
    totals[place.count] += this.#written;
    totals[place.sum] = sum2;
    totals[place.max] = max;
    totals[place.min] = min;
    this.#written = 0;
  }
};

// src/measure/window-book.ts
var largestGap = seconds(30);
var place2 = { from: 0, to: 1, count: 2 };
var WindowBook = class {
  #done = [];
  /** The window that may still grow; in a typed array, so that a failure allocates nothing. A count of 0: there is none. */
  #open = new Float64Array(3);
  /** One failure at `now`: counts it. */
  point(now) {
    const open = this.#open;
    if (open[place2.count] === 0 || now - open[place2.to] > largestGap) this.#begin(now);
    open[place2.to] = now;
    open[place2.count] += 1;
  }
  /** Trouble from `from` to `to` with the extreme `most`: keeps the largest. */
  span(from, to, most) {
    const open = this.#open;
    if (open[place2.count] === 0 || from - open[place2.to] > largestGap) this.#begin(from);
    open[place2.to] = to;
    open[place2.count] = Math.max(open[place2.count], most, 1);
  }
  /** Total length of the windows so far. */
  get length() {
    return this.#all().reduce((sum2, window) => sum2 + window.to - window.from, 0);
  }
  /** The windows in order of time. */
  results(what, of) {
    return this.#all().map(({ from, to, count: count3 }) => ({ what, of, fromS: inSeconds(from), toS: inSeconds(to), count: count3 }));
  }
  #begin(now) {
    this.#shelve();
    this.#open[place2.from] = now;
    this.#open[place2.count] = 0;
  }
  #shelve() {
    if (this.#open[place2.count] > 0) this.#done.push(this.#current());
  }
  #current() {
    return { from: this.#open[place2.from], to: this.#open[place2.to], count: this.#open[place2.count] };
  }
  #all() {
    return this.#open[place2.count] > 0 ? [...this.#done, this.#current()] : this.#done;
  }
};

// src/measure/class-book.ts
var place3 = { at: 0, flow: 1, spent: 2, arrivedBefore: 3, arrivedCounted: 4, retries: 5, wasted: 6, misdated: 7, endedUnborn: 8, backwards: 9 };
var ClassBook = class {
  view;
  #measureFrom;
  #totals = new Float64Array(10);
  #endedBefore = new Float64Array(outcomes.length);
  #endedCounted = new Float64Array(outcomes.length);
  #texts = outcomes.map(() => "");
  #latencyBefore = new Histogram();
  #latencyCounted = new Histogram();
  /** Of counted requests, over the closed intervals: served; failed; waiting of all that ended; holding of all that held. */
  latency = new Histogram();
  failedAfter = new Histogram();
  wait = new Histogram();
  hold = new Histogram();
  windows = new WindowBook();
  constructor(view, measureFrom) {
    this.view = view;
    this.#measureFrom = measureFrom;
  }
  arrived(request, now) {
    const totals = this.#totals;
    const born = request.arrivedAt;
    if (now < totals[place3.at]) totals[place3.backwards] += 1;
    totals[place3.at] = now;
    totals[place3.flow] -= now;
    if (born !== now) totals[place3.misdated] += 1;
    totals[born >= this.#measureFrom ? place3.arrivedCounted : place3.arrivedBefore] += 1;
  }
  ended(request, outcome, text3, now) {
    const totals = this.#totals;
    const born = request.arrivedAt;
    if (now < totals[place3.at]) totals[place3.backwards] += 1;
    totals[place3.at] = now;
    totals[place3.flow] += now;
    totals[place3.spent] += now - born;
    if (text3 !== "" && this.#texts[outcome] === "") this.#texts[outcome] = text3;
    if (now < born) totals[place3.endedUnborn] += 1;
    else if (born >= this.#measureFrom) this.#endCounted(request, outcome, now);
    else this.#endBefore(outcome, now - born);
  }
  retried(request) {
    if (request.arrivedAt >= this.#measureFrom) this.#totals[place3.retries] += 1;
  }
  /** Core-µs spent for nobody. */
  wasted(work) {
    this.#totals[place3.wasted] += work;
  }
  /** Ends an interval: what was counted joins the totals, and `latencyLately` is then about the interval just closed. */
  close() {
    if (this.#latencyCounted.count > 0) this.latency.mergeFrom(this.#latencyCounted);
    if (this.#latencyBefore.count > 0) this.#latencyCounted.mergeFrom(this.#latencyBefore);
  }
  /** Begins the next interval: forgets the latencies of the one that was closed. */
  reopen() {
    if (this.#latencyCounted.count > 0) this.#latencyCounted.clear();
    if (this.#latencyBefore.count > 0) this.#latencyBefore.clear();
  }
  /** Latencies of everything served in the interval just closed, whenever it arrived. */
  get latencyLately() {
    return this.#latencyCounted;
  }
  /** All arrivals since the start of the run. */
  get arrivals() {
    return this.#totals[place3.arrivedBefore] + this.#totals[place3.arrivedCounted];
  }
  /** All ends of this outcome since the start of the run. */
  ends(outcome) {
    return this.#endedBefore[outcome] + this.#endedCounted[outcome];
  }
  /** How many are inside: arrivals less ends. Below zero, something ended twice. */
  get inside() {
    let inside = this.arrivals - this.#totals[place3.endedUnborn];
    for (let outcome = 0; outcome < outcomes.length; outcome++) inside -= this.ends(outcome);
    return inside;
  }
  /** Arrivals that count. */
  get arrivedCounted() {
    return this.#totals[place3.arrivedCounted];
  }
  /** Ends of this outcome that count. */
  endsCounted(outcome) {
    return this.#endedCounted[outcome];
  }
  get servedCounted() {
    return this.#endedCounted[0];
  }
  get failedCounted() {
    return this.#endedCounted.reduce((sum2, count3) => sum2 + count3, 0) - this.servedCounted;
  }
  /** The first text a client saw for this outcome, counted or not: a library may tell it only once. '' when there was none. */
  firstText(outcome) {
    return this.#texts[outcome];
  }
  get retries() {
    return this.#totals[place3.retries];
  }
  get wastedWork() {
    return this.#totals[place3.wasted];
  }
  /** What the audit needs, up to `now`. */
  ledger(now) {
    const totals = this.#totals;
    const { inside } = this;
    return {
      area: totals[place3.flow] + inside * now,
      spent: totals[place3.spent],
      inside,
      misdated: totals[place3.misdated],
      endedUnborn: totals[place3.endedUnborn],
      backwards: totals[place3.backwards]
    };
  }
  #endCounted(request, outcome, now) {
    this.#endedCounted[outcome] += 1;
    this.wait.add(request.waited);
    if (request.everHeld) this.hold.add(request.held);
    if (outcome === 0) {
      this.#latencyCounted.add(now - request.arrivedAt);
      return;
    }
    this.failedAfter.add(now - request.arrivedAt);
    this.windows.point(now);
  }
  #endBefore(outcome, latency) {
    this.#endedBefore[outcome] += 1;
    if (outcome === 0) this.#latencyBefore.add(latency);
  }
};

// src/measure/class-result.ts
function classResult(book, unfinished2, measured3) {
  const failures = [];
  const errors = [];
  for (let outcome = 1; outcome < outcomes.length; outcome++) {
    const count3 = book.endsCounted(outcome);
    failures.push([outcomes[outcome], count3]);
    if (count3 > 0 && book.firstText(outcome) !== "") errors.push([outcomes[outcome], book.firstText(outcome)]);
  }
  const { servedCounted: served, failedCounted: failed } = book;
  return {
    source: book.view.source,
    route: book.view.route,
    arrived: book.arrivedCounted,
    served,
    failed,
    unfinished: unfinished2,
    retries: book.retries,
    failures: Object.fromEntries(failures),
    errors: Object.fromEntries(errors),
    failedShare: ratio(failed, served + failed),
    throughputPerS: ratio(served, inSeconds(measured3)),
    latencyMs: spanMs(book.latency),
    failedAfterMs: spanMs(book.failedAfter),
    waitMs: spanMs(book.wait),
    holdMs: spanMs(book.hold),
    failureWindowS: inSeconds(book.windows.length),
    wastedCpuS: inSeconds(book.wastedWork),
    spectrum: spectrumOf(book.latency)
  };
}

// src/measure/heat.ts
var quarters = [1.189207115002721, 1.4142135623730951, 1.681792830507429];
function heatBinOf(latency) {
  if (!(latency >= 1)) return 0;
  let mantissa = latency;
  let octave = 0;
  while (mantissa >= 256) {
    mantissa /= 256;
    octave += 8;
  }
  while (mantissa >= 2) {
    mantissa /= 2;
    octave += 1;
  }
  const quarter = mantissa < quarters[1] ? mantissa < quarters[0] ? 0 : 1 : mantissa < quarters[2] ? 2 : 3;
  return octave * heatBinsPerOctave + quarter;
}
function addHeat(heat, index, latencies) {
  let bin = -1;
  let held2 = 0;
  latencies.forEachBucket((from, to, count3) => {
    const own2 = heatBinOf(from < 128 ? from : (from + to) / 2);
    if (own2 !== bin && held2 > 0) {
      heat.push(index, bin, held2);
      held2 = 0;
    }
    bin = own2;
    held2 += count3;
  });
  if (held2 > 0) heat.push(index, bin, held2);
}

// src/measure/class-series.ts
var ClassSeriesBook = class {
  #book;
  #arrivedPerS = [];
  #servedPerS = [];
  #failedPerS = [];
  #p50 = [];
  #p95 = [];
  #p99 = [];
  #inside = [];
  #heat = [];
  #failures = outcomes.map(() => null);
  #arrivals = 0;
  #ends = outcomes.map(() => 0);
  #lately = { arrived: 0, served: 0, failed: 0, failures: [] };
  constructor(book) {
    this.#book = book;
  }
  /** Adds the point of an interval of `length`, just closed. */
  add(length) {
    const point = this.#arrivedPerS.length;
    const lately = this.#difference();
    this.#lately = lately;
    const perS = (count3) => sixDigits(count3 / inSeconds(length));
    this.#arrivedPerS.push(perS(lately.arrived));
    this.#servedPerS.push(perS(lately.served));
    this.#failedPerS.push(perS(lately.failed));
    this.#addFailures(point, lately.failures, perS);
    const latency = this.#book.latencyLately;
    const ms2 = (p) => sixDigits(latency.count === 0 ? null : inMs(latency.quantile(p) ?? 0));
    this.#p50.push(ms2(0.5));
    this.#p95.push(ms2(0.95));
    this.#p99.push(ms2(0.99));
    this.#inside.push(this.#book.inside);
    if (latency.count > 0) addHeat(this.#heat, point, latency);
  }
  /** What the class did in the interval closed last. */
  get lately() {
    return this.#lately;
  }
  result() {
    const failures = [];
    this.#failures.forEach((row, outcome) => {
      if (row !== null) failures.push([outcomes[outcome], row]);
    });
    return {
      arrivedPerS: this.#arrivedPerS,
      servedPerS: this.#servedPerS,
      failedPerS: this.#failedPerS,
      failures: Object.fromEntries(failures),
      latencyMsP50: this.#p50,
      latencyMsP95: this.#p95,
      latencyMsP99: this.#p99,
      inside: this.#inside,
      heat: this.#heat
    };
  }
  #difference() {
    const book = this.#book;
    const arrived = book.arrivals - this.#arrivals;
    this.#arrivals = book.arrivals;
    const failures = [];
    let failed = 0;
    for (let outcome = 0; outcome < outcomes.length; outcome++) {
      const ends = book.ends(outcome);
      const lately = ends - this.#ends[outcome];
      this.#ends[outcome] = ends;
      failures.push(lately);
      if (outcome > 0) failed += lately;
    }
    return { arrived, served: failures[0] ?? 0, failed, failures };
  }
  /** A kind of failure gets its row when it first happens, with zeros for the time before. */
  #addFailures(point, failures, perS) {
    for (let outcome = 1; outcome < failures.length; outcome++) {
      const count3 = failures[outcome];
      if (count3 > 0) this.#failures[outcome] ??= new Array(point).fill(0);
      this.#failures[outcome]?.push(perS(count3));
    }
  }
};

// src/measure/level-book.ts
var LevelBook = class {
  #view;
  #intervalFrom;
  #areaAtInterval;
  #peakSoFar = 0;
  #area = 0;
  #mean = 0;
  #peak = 0;
  #measuring = false;
  #measuredFrom = 0;
  #areaAtMeasuring = 0;
  #measuredPeak = 0;
  constructor(view, now) {
    this.#view = view;
    this.#intervalFrom = now;
    this.#areaAtInterval = view.areaAt(now);
  }
  /** From here on the level counts. The peak of the running interval is kept apart, so that neither part spoils the other. */
  measure(now) {
    this.#peakSoFar = Math.max(this.#peakSoFar, this.#view.max);
    this.#view.restartMax();
    this.#measuring = true;
    this.#measuredFrom = now;
    this.#areaAtMeasuring = this.#view.areaAt(now);
  }
  /** Ends an interval of the series; the figures below are then about it. An interval without length has the value as its mean. */
  close(now) {
    const area2 = this.#view.areaAt(now);
    const length = now - this.#intervalFrom;
    this.#area = area2 - this.#areaAtInterval;
    this.#mean = length > 0 ? this.#area / length : this.#view.value;
    const lately = this.#view.max;
    this.#peak = Math.max(this.#peakSoFar, lately);
    if (this.#measuring) this.#measuredPeak = Math.max(this.#measuredPeak, lately);
    this.#view.restartMax();
    this.#peakSoFar = 0;
    this.#intervalFrom = now;
    this.#areaAtInterval = area2;
  }
  get value() {
    return this.#view.value;
  }
  /** Integral over the interval closed last, in quantity × µs. */
  get area() {
    return this.#area;
  }
  /** Mean over the interval closed last. */
  get mean() {
    return this.#mean;
  }
  /** Largest value in the interval closed last. */
  get peak() {
    return this.#peak;
  }
  /** Largest value in the closed intervals of measured time. */
  get measuredPeak() {
    return this.#measuredPeak;
  }
  /** Mean over measured time up to `now`; the value itself when no time was measured. */
  measuredMean(now) {
    const time = now - this.#measuredFrom;
    return this.#measuring && time > 0 ? (this.#view.areaAt(now) - this.#areaAtMeasuring) / time : this.#view.value;
  }
  /** Integral since the start of the run. */
  areaAt(now) {
    return this.#view.areaAt(now);
  }
};

// src/measure/limit-share.ts
var LimitShare = class {
  #areaAt;
  #limit;
  #area;
  #limitThen;
  #beganAtCut = false;
  #intervalFrom;
  #used = 0;
  #mean = 0;
  #measuring = false;
  #measuredFrom = 0;
  #measuredUse = 0;
  constructor(areaAt, limit, now) {
    this.#areaAt = areaAt;
    this.#limit = limit;
    this.#intervalFrom = now;
    this.#area = areaAt(now);
    this.#limitThen = limit();
  }
  /** From here on use counts. */
  measure(now) {
    this.#charge(now, false);
    this.#measuring = true;
    this.#measuredFrom = now;
  }
  /** The limit may change at this instant: heard either just before the change or just after it. */
  cut(now) {
    this.#charge(now, true);
  }
  /** Ends an interval of the series. */
  close(now) {
    this.#charge(now, false);
    const length = now - this.#intervalFrom;
    this.#mean = length > 0 ? this.#used / length : 0;
    this.#used = 0;
    this.#intervalFrom = now;
  }
  /** Mean of quantity / limit over the interval closed last. */
  get mean() {
    return this.#mean;
  }
  /** The same over measured time up to `now`, which must be the end of a closed interval; 0 when no time was measured. */
  measuredMean(now) {
    const time = now - this.#measuredFrom;
    return this.#measuring && time > 0 ? this.#measuredUse / time : 0;
  }
  #charge(now, atCut) {
    const area2 = this.#areaAt(now);
    const limit = this.#limit();
    const inForce = this.#inForce(limit, atCut);
    const use = Number.isFinite(inForce) && inForce > 0 ? (area2 - this.#area) / inForce : 0;
    this.#used += use;
    if (this.#measuring) this.#measuredUse += use;
    this.#area = area2;
    this.#limitThen = limit;
    this.#beganAtCut = atCut;
  }
  /**
   * The limit of the piece that ends now. When the number changed, it changed at the cut that began the piece (we heard of it just
   * before), or at the cut that ends it (just after); without any cut, somewhere in between, and the middle is the fair guess.
   */
  #inForce(limit, atCut) {
    if (limit === this.#limitThen || this.#beganAtCut) return limit;
    if (atCut) return this.#limitThen;
    return (limit + this.#limitThen) / 2;
  }
};

// src/measure/disk-book.ts
var DiskBook = class {
  #view;
  queue;
  use;
  constructor(view, now) {
    this.#view = view;
    this.queue = new LevelBook(view.running, now);
    this.use = new LimitShare((at2) => view.busyAreaAt(at2), () => view.servers, now);
  }
  /** From here on the disks are measured. */
  measure(now) {
    this.queue.measure(now);
    this.use.measure(now);
  }
  /** The number of channels may change at this instant. */
  cut(now) {
    this.use.cut(now);
  }
  /** Ends an interval of the series. */
  close(now) {
    this.queue.close(now);
    this.use.close(now);
  }
  /** Channels now; null: unlimited. */
  get channels() {
    return finiteOrNull(this.#view.servers);
  }
  /** The figures at the end of the run, `now`. */
  result(now) {
    return { channels: this.#view.servers, utilisation: this.use.measuredMean(now), queueMean: this.queue.measuredMean(now), queueMax: this.queue.measuredPeak };
  }
};

// src/measure/database-book.ts
var DatabaseBook = class {
  view;
  running;
  sessions;
  lockWaiting;
  cpu;
  /** Null: blocked time is not shared. */
  disks;
  #workAt;
  #work = 0;
  #busyBefore = 0;
  #workBefore = 0;
  #refusedBefore = 0;
  #statementsBefore = 0;
  #replicaBefore = { writes: 0, replayed: 0, lagSum: 0, reads: 0, stale: 0, lost: 0 };
  #locksBefore = { waits: 0, waited: 0, deadlocks: 0 };
  /** The books of the rows when measuring began. */
  rowsBefore = [];
  #lowest = 0;
  constructor(view, now) {
    this.view = view;
    this.running = new LevelBook(view.running, now);
    this.sessions = new LevelBook(view.sessions, now);
    this.lockWaiting = new LevelBook(view.locks.waiting, now);
    this.cpu = new LimitShare((at2) => view.busyAreaAt(at2), () => view.cores, now);
    this.disks = view.disks ? new DiskBook(view.disks, now) : null;
    this.#workAt = view.workAreaAt(now);
  }
  /** From here on the database is measured. */
  measure(now) {
    this.running.measure(now);
    this.sessions.measure(now);
    this.lockWaiting.measure(now);
    this.cpu.measure(now);
    this.disks?.measure(now);
    this.#busyBefore = this.view.busyAreaAt(now);
    this.#workBefore = this.view.workAreaAt(now);
    this.#refusedBefore = this.view.refused;
    this.#statementsBefore = this.view.statements;
    const replica = this.replica;
    if (replica) {
      const { writes, replayed, lagSum, reads, stale: stale2, lost } = replica;
      this.#replicaBefore = { writes, replayed, lagSum, reads, stale: stale2, lost };
      replica.restartMax();
    }
    this.#locksBefore = this.#locksNow;
    this.rowsBefore = this.view.locks.talliesAt(now);
  }
  /** The number of cores or disks may change at this instant. */
  cut(now) {
    this.cpu.cut(now);
    this.disks?.cut(now);
  }
  /** Ends an interval of the series. */
  close(now) {
    this.running.close(now);
    this.sessions.close(now);
    this.lockWaiting.close(now);
    this.cpu.close(now);
    this.disks?.close(now);
    this.#lowest = Math.min(this.#lowest, this.running.value, this.running.mean, this.sessions.value, this.sessions.mean, this.lockWaiting.value);
    const work = Math.max(this.#workAt, this.view.workAreaAt(now));
    this.#work = work - this.#workAt;
    this.#workAt = work;
  }
  /** Useful work of the interval closed last, in core-µs. */
  get work() {
    return this.#work;
  }
  /** The lowest value or mean any level ever had at the end of an interval; 0 when none was below. */
  get lowest() {
    return this.#lowest;
  }
  /** Core time used in measured time and the useful work in it, in core-µs. */
  measuredBusy(now) {
    return this.view.busyAreaAt(now) - this.#busyBefore;
  }
  measuredWork(now) {
    return this.view.workAreaAt(now) - this.#workBefore;
  }
  /** Its time as a copy of another; null: it never was one. */
  get replica() {
    return this.view.copying?.record ?? null;
  }
  get replicaMeasured() {
    const replica = this.replica;
    const before = this.#replicaBefore;
    if (!replica) return null;
    const { of, lagMax } = replica;
    return { of, lagMax, writes: replica.writes - before.writes, replayed: replica.replayed - before.replayed, lagSum: replica.lagSum - before.lagSum, reads: replica.reads - before.reads, stale: replica.stale - before.stale, lost: replica.lost - before.lost };
  }
  get refusedMeasured() {
    return this.view.refused - this.#refusedBefore;
  }
  /** Waits for rows that ended in measured time, the µs they took together, and deadlocks found. */
  get locksMeasured() {
    const { waits, waited, deadlocks } = this.#locksNow;
    const before = this.#locksBefore;
    return { waits: waits - before.waits, waited: waited - before.waited, deadlocks: deadlocks - before.deadlocks };
  }
  get #locksNow() {
    const { waits, waited, deadlocks } = this.view.locks;
    return { waits, waited, deadlocks };
  }
  get statementsMeasured() {
    return this.view.statements - this.#statementsBefore;
  }
  /**
   * What the cores would deliver, in core-seconds per second, with as many statements as ran on average (rounded up), and with at
   * least one for each core: the cores less what contention takes. Null where cores are unlimited; 0 while it does nothing for anybody.
   */
  capacity() {
    const { cores: cores3 } = this.view;
    if (!Number.isFinite(cores3)) return null;
    if ((this.view.state ?? "up") !== "up") return 0;
    if (this.running.mean <= 0) return cores3;
    return this.view.speedAt(Math.max(Math.ceil(this.running.mean), Math.ceil(cores3)));
  }
};

// src/measure/row-result.ts
var sum = (parts2) => parts2.reduce((total2, part) => total2 + part, 0);
function since2(before, after, classes) {
  const behind = after.waits.map(({ holder, waiter, waits, waited }) => {
    const then = before?.waits.find((one2) => one2.holder === holder && one2.waiter === waiter);
    return { holder: classes[holder]?.name ?? "", waiter: classes[waiter]?.name ?? "", waits: waits - (then?.waits ?? 0), waitedS: inSeconds(waited - (then?.waited ?? 0)) };
  }).filter(({ waitedS }) => waitedS > 0);
  const holds = after.holds - (before?.holds ?? 0);
  return {
    row: after.name,
    holds,
    holdMsMean: holds === 0 ? null : inMs((after.held - (before?.held ?? 0)) / holds),
    waits: sum(behind.map(({ waits }) => waits)),
    waitedS: sum(behind.map(({ waitedS }) => waitedS)),
    behind: behind.toSorted((a, b) => b.waitedS - a.waitedS)
  };
}
var rowResults = (before, after, classes) => after.map((tally, i) => since2(before[i], tally, classes)).filter(({ waitedS }) => waitedS > 0).toSorted((a, b) => b.waitedS - a.waitedS);

// src/measure/database-result.ts
function databaseResult(book, classes, now) {
  const { view } = book;
  const replica = book.replicaMeasured;
  const { waits, waited, deadlocks } = book.locksMeasured;
  return {
    kind: view.kind,
    cores: finiteOrNull(view.cores),
    contention: view.contention,
    maxConnections: finiteOrNull(view.maxConnections),
    cpuUtilisation: book.cpu.measuredMean(now),
    runQueueMean: book.running.measuredMean(now),
    runQueueMax: book.running.measuredPeak,
    sessionsMean: book.sessions.measuredMean(now),
    sessionsMax: book.sessions.measuredPeak,
    refused: book.refusedMeasured,
    contentionLost: contentionLost(book, now),
    statements: book.statementsMeasured,
    lockWaits: waits,
    lockWaitMsMean: waits === 0 ? null : inMs(waited / waits),
    lockWaitingMean: book.lockWaiting.measuredMean(now),
    lockWaitingMax: book.lockWaiting.measuredPeak,
    deadlocks,
    ...book.disks === null ? {} : { disks: book.disks.result(now) },
    ...replica === null ? {} : { replica: { of: replica.of, writes: replica.writes, lagMsMean: replica.replayed === 0 ? null : inMs(replica.lagSum / replica.replayed), lagMsMax: replica.writes === 0 ? null : inMs(replica.lagMax), ownReads: replica.reads, staleReads: replica.stale, lostWrites: replica.lost } },
    ...view.burden.idleCpu === 0 ? {} : { openSessionsCpu: book.sessions.measuredMean(now) * view.burden.idleCpu / view.cores },
    ...view.burden.memory === null ? {} : { memory: memoryResult(view.burden.memory, book.sessions.measuredPeak) },
    rows: rowResults(book.rowsBefore, view.locks.talliesAt(now), classes)
  };
}
var memoryResult = (memory2, sessions) => ({
  memoryMb: memory2.bytes / 1e6,
  usedMbMax: memory2.usedWith(sessions) / 1e6,
  swapShareMax: memory2.swapShareWith(sessions),
  swapTimesMax: memory2.swapTimesWith(sessions),
  sessionsFit: memory2.sessionsFit,
  outOfMemory: memory2.outOfMemory
});
function contentionLost(book, now) {
  const busy2 = book.measuredBusy(now);
  if (!(busy2 > 0) || !Number.isFinite(book.view.cores)) return 0;
  return Math.max(0, 1 - book.measuredWork(now) / busy2);
}

// src/measure/database-series.ts
var DatabaseSeriesBook = class {
  #book;
  #runQueue = [];
  #busyCores = [];
  #capacityCores = [];
  #cores = [];
  #sessions = [];
  #lagS = [];
  #lockWaiting = [];
  #diskQueue = [];
  #disks = [];
  constructor(book) {
    this.#book = book;
  }
  /** Adds the point of an interval of `length`, just closed. */
  add(length, now) {
    const book = this.#book;
    this.#runQueue.push(sixDigits(book.running.mean));
    this.#busyCores.push(sixDigits(book.work / length));
    this.#capacityCores.push(sixDigits(book.capacity()));
    this.#cores.push(finiteOrNull(book.view.cores));
    this.#sessions.push(sixDigits(book.sessions.mean));
    this.#lockWaiting.push(sixDigits(book.lockWaiting.mean));
    if (book.disks !== null) {
      this.#diskQueue.push(sixDigits(book.disks.queue.mean));
      this.#disks.push(book.disks.channels);
    }
    if (book.replica !== null) this.#lagS.push(sixDigits(inSeconds(book.replica.lagAt(now))));
  }
  result() {
    return {
      runQueue: this.#runQueue,
      busyCores: this.#busyCores,
      capacityCores: this.#capacityCores,
      cores: this.#cores,
      sessions: this.#sessions,
      ...this.#lockWaiting.some((n) => n !== 0) ? { lockWaiting: this.#lockWaiting } : {},
      ...this.#book.disks !== null ? { diskQueue: this.#diskQueue, disks: this.#disks } : {},
      ...this.#book.replica !== null ? { lagS: this.#lagS } : {}
    };
  }
};

// src/measure/pool-audit.ts
var plusValue = (sum2, level2) => sum2 + level2.value;
var PoolAudit = class {
  book;
  #overLent = new Slips();
  #negative = new Slips();
  #parts = new Slips();
  #held = new Slips();
  #spans = new SpanSum();
  #closedThen = 0;
  constructor(book) {
    this.book = book;
  }
  /** Looks at the interval just closed. */
  look(now) {
    const { book } = this;
    const { name } = book.view;
    this.#overLent.expect(book.lent.peak <= book.view.largestMax, now, () => `${name}: ${book.lent.peak} lent of at most ${book.view.largestMax}`);
    for (const level2 of book.levels) {
      this.#negative.expect(level2.value >= 0 && level2.area >= 0, now, () => `${name}: a level stands at ${level2.value}, its mean at ${level2.mean}`);
    }
    const lent = book.lentBy.reduce(plusValue, book.leaked.value);
    this.#parts.expect(lent === book.lent.value, now, () => `${name}: ${book.lent.value} lent, but ${lent} by class and leaked`);
    const waiting2 = book.waitingBy.reduce(plusValue, 0);
    this.#parts.expect(waiting2 === book.waiting.value, now, () => `${name}: ${book.waiting.value} waiting, but ${waiting2} by class`);
    this.#lookAtHeld(now);
  }
  /** More lent than the pool ever allowed. Against the largest size so far: a pool that shrinks closes lent ones only at their return. */
  get overLent() {
    return this.#overLent.text;
  }
  get negative() {
    return this.#negative.text;
  }
  /** Counters and levels against a recount of the connections themselves. */
  books(now) {
    if (this.#parts.text !== null) return this.#parts.text;
    const { view } = this.book;
    const count3 = view.recount();
    const found11 = new Slips();
    found11.expect(view.opened - view.closed === count3.open, now, () => `${view.name}: ${view.opened} opened \u2212 ${view.closed} closed, but ${count3.open} open`);
    const kept2 = { idle: view.idle.value, lent: view.lent.value, opening: view.opening.value, waiting: view.waiting.value };
    for (const state of ["idle", "lent", "opening", "waiting"]) {
      found11.expect(kept2[state] === count3[state], now, () => `${view.name}: the books say ${kept2[state]} ${state}, a recount ${count3[state]}`);
    }
    return found11.text;
  }
  /** ∫ lent dt against the time held by those that came back. */
  get held() {
    return this.#held.text;
  }
  /** A connection may be closed without coming back (leaked, then reclaimed; found dead by a check): its time is in ∫ lent dt alone. */
  #lookAtHeld(now) {
    const { view, lent, heldOfReturned } = this.book;
    const area2 = lent.areaAt(now);
    const mayVanish = view.closed > this.#closedThen;
    this.#closedThen = view.closed;
    this.#held.expect(this.#spans.fits(area2, heldOfReturned, lent.value, now, mayVanish), now, () => `${view.name}: ${inSeconds(area2)} connection-seconds lent, but those that came back say ${inSeconds(heldOfReturned)}, with ${lent.value} out`);
  }
};

// src/measure/pool-book.ts
var place4 = { held: 0, leaks: 1, timeouts: 2, timeoutsMeasured: 3 };
var PoolBook = class {
  view;
  /** From asking to getting, and from getting to giving back, of what happened in measured time. */
  acquire = new Histogram();
  hold = new Histogram();
  windows = new WindowBook();
  lent;
  idle;
  opening;
  leaked;
  waiting;
  exhausted;
  /** By class index. */
  lentBy;
  waitingBy;
  utilisation;
  #levels;
  #totals = new Float64Array(4);
  #measuring = false;
  #refusedBefore = 0;
  #timeoutsThen = 0;
  constructor(view, now) {
    this.view = view;
    this.lent = new LevelBook(view.lent, now);
    this.idle = new LevelBook(view.idle, now);
    this.opening = new LevelBook(view.opening, now);
    this.leaked = new LevelBook(view.leaked, now);
    this.waiting = new LevelBook(view.waiting, now);
    this.exhausted = new LevelBook(view.exhausted, now);
    this.lentBy = view.lentBy.map((level2) => new LevelBook(level2, now));
    this.waitingBy = view.waitingBy.map((level2) => new LevelBook(level2, now));
    this.utilisation = new LimitShare((at2) => view.lent.areaAt(at2), () => view.max, now);
    this.#levels = [this.lent, this.idle, this.opening, this.leaked, this.waiting, this.exhausted, ...this.lentBy, ...this.waitingBy];
  }
  didLend(waited) {
    if (this.#measuring) this.acquire.add(waited);
  }
  gotBack(held2) {
    this.#totals[place4.held] += held2;
    if (this.#measuring) this.hold.add(held2);
  }
  didLeak() {
    this.#totals[place4.leaks] += 1;
  }
  timedOut() {
    this.#totals[place4.timeouts] += 1;
    if (this.#measuring) this.#totals[place4.timeoutsMeasured] += 1;
  }
  /** From here on the pool is measured. */
  measure(now) {
    this.#measuring = true;
    this.#refusedBefore = this.view.refused;
    for (const level2 of this.#levels) level2.measure(now);
    this.utilisation.measure(now);
  }
  /** The pool's size may change at this instant. */
  cut(now) {
    this.utilisation.cut(now);
  }
  /** Ends an interval of the series; `from` is where its measured part begins. */
  close(from, now) {
    for (const level2 of this.#levels) level2.close(now);
    this.utilisation.close(now);
    if (this.#measuring && this.#wasExhausted()) this.windows.span(from, now, this.waiting.peak);
    this.#timeoutsThen = this.timeouts;
  }
  /** Counts since the start of the run. */
  get leaks() {
    return this.#totals[place4.leaks];
  }
  get timeouts() {
    return this.#totals[place4.timeouts];
  }
  /** Acquire timeouts of measured time. */
  get timeoutsMeasured() {
    return this.#totals[place4.timeoutsMeasured];
  }
  /** Openings refused in measured time. */
  get refusedMeasured() {
    return this.view.refused - this.#refusedBefore;
  }
  /** All levels, for laws that hold for each. */
  get levels() {
    return this.#levels;
  }
  /** Σ held of the returned since the start of the run, in connection-µs. */
  get heldOfReturned() {
    return this.#totals[place4.held];
  }
  /**
   * Whether the interval just closed belongs to a window: it was exhausted for half of it (over the instances), or briefly and
   * someone's patience ran out. Moments in which everything is lent and one caller waits are the daily life of a well-used pool.
   */
  #wasExhausted() {
    return this.exhausted.mean >= this.view.instances / 2 || this.exhausted.area > 0 && this.timeouts > this.#timeoutsThen;
  }
};

// src/measure/pool-result.ts
function poolResult(book, now) {
  const { view } = book;
  return {
    kind: view.kind,
    database: view.database,
    instances: view.instances,
    max: finiteOrNull(view.max),
    acquireTimeoutMs: finiteOrNull(inMs(view.acquireTimeout)),
    utilisation: book.utilisation.measuredMean(now),
    activeMean: book.lent.measuredMean(now),
    activeMax: book.lent.measuredPeak,
    idleMean: book.idle.measuredMean(now),
    pendingMean: book.waiting.measuredMean(now),
    pendingMax: book.waiting.measuredPeak,
    acquireMs: spanMs(book.acquire),
    holdMs: spanMs(book.hold),
    acquired: book.acquire.count,
    timeouts: book.timeoutsMeasured,
    opened: view.opened,
    closed: view.closed,
    leaked: book.leaks,
    refused: book.refusedMeasured,
    exhaustedShare: Math.min(1, ratio(book.exhausted.measuredMean(now), view.instances))
  };
}

// src/measure/pool-series.ts
var PoolSeriesBook = class {
  #book;
  #active = [];
  #idle = [];
  #opening = [];
  #leaked = [];
  #pending = [];
  #pendingMax = [];
  #max = [];
  #activeBy;
  #pendingBy;
  constructor(book) {
    this.#book = book;
    this.#activeBy = book.lentBy.map(() => null);
    this.#pendingBy = book.waitingBy.map(() => null);
  }
  /** Adds the point of the interval just closed. */
  add() {
    const book = this.#book;
    const point = this.#active.length;
    this.#active.push(sixDigits(book.lent.mean));
    this.#idle.push(sixDigits(book.idle.mean));
    this.#opening.push(sixDigits(book.opening.mean));
    this.#leaked.push(sixDigits(book.leaked.mean));
    this.#pending.push(sixDigits(book.waiting.mean));
    this.#pendingMax.push(sixDigits(book.waiting.peak));
    this.#max.push(finiteOrNull(book.view.max));
    addBy(this.#activeBy, book.lentBy, point);
    addBy(this.#pendingBy, book.waitingBy, point);
  }
  result(classes) {
    return {
      activeBy: named(this.#activeBy, classes),
      active: this.#active,
      idle: this.#idle,
      opening: this.#opening,
      leaked: this.#leaked,
      pending: this.#pending,
      pendingMax: this.#pendingMax,
      pendingBy: named(this.#pendingBy, classes),
      max: this.#max
    };
  }
};
function addBy(rows, levels, point) {
  levels.forEach((level2, index) => {
    if (level2.mean !== 0) rows[index] ??= new Array(point).fill(0);
    rows[index]?.push(sixDigits(level2.mean));
  });
}
function named(rows, classes) {
  const present = [];
  rows.forEach((row, index) => {
    if (row !== null) present.push([classes[index].name, row]);
  });
  return Object.fromEntries(present);
}

// src/measure/timeline-book.ts
var mostLogs = 500;
var mostEntries = 5e3;
var TimelineBook = class {
  #entries = [];
  #open = /* @__PURE__ */ new Map();
  #logs = 0;
  #omittedLogs = null;
  #omittedLogCount = 0;
  #omitted = null;
  #omittedCount = 0;
  /** A beginning opens an entry, its end closes it; an end without a beginning stands for itself. */
  noted(now, kind, id, what, phase) {
    const key = `${kind} ${id}`;
    const begun = phase === "end" ? this.#open.get(key) : void 0;
    if (begun !== void 0) {
      begun.untilS = inSeconds(now);
      this.#open.delete(key);
      return;
    }
    const entry2 = this.#add({ atS: inSeconds(now), untilS: null, kind, what });
    if (phase === "begin" && entry2 !== null) this.#open.set(key, entry2);
  }
  logged(now, of, text3) {
    if (this.#logs < mostLogs) {
      this.#logs += 1;
      this.#entries.push({ atS: inSeconds(now), untilS: null, kind: "log", what: `${of}: ${text3}` });
      return;
    }
    this.#omittedLogs ??= { atS: inSeconds(now), untilS: null, kind: "log", what: "" };
    this.#omittedLogCount += 1;
  }
  /** Everything in order of time, alerts among it. */
  results(alerts) {
    const all3 = this.#entries.map((entry2) => ({ ...entry2 }));
    for (const alert of alerts) all3.push({ atS: alert.firedAtS, untilS: alert.resolvedAtS, kind: "alert", what: alert.name });
    if (this.#omittedLogs !== null) all3.push({ ...this.#omittedLogs, what: `(${this.#omittedLogCount} more log lines)` });
    if (this.#omitted !== null) all3.push({ ...this.#omitted, what: `(${this.#omittedCount} more entries)` });
    return all3.sort((a, b) => a.atS - b.atS);
  }
  #add(entry2) {
    if (this.#entries.length - this.#logs < mostEntries) {
      this.#entries.push(entry2);
      return entry2;
    }
    this.#omitted ??= { ...entry2 };
    this.#omittedCount += 1;
    return null;
  }
};

// src/measure/collector.ts
var Collector = class {
  #plan;
  #world = nowhere;
  #classes = [];
  #pools = [];
  #databases = [];
  #classSeries = [];
  #poolSeries = [];
  #databaseSeries = [];
  #classAudits = [];
  #poolAudits = [];
  #blame = [];
  #watches = [];
  #timeline = new TimelineBook();
  #time = new Slips();
  #t = [];
  #lastSample = 0;
  #measuring = false;
  #inside = null;
  constructor(plan) {
    assert(plan.measureFrom >= 0, "measuring begins at or after the start");
    this.#plan = plan;
  }
  begins(world) {
    assert(this.#world === nowhere, "a collector hears one run");
    this.#world = world;
    const { now } = world;
    this.#lastSample = now;
    this.#classes = world.classes.map((view) => new ClassBook(view, this.#plan.measureFrom));
    this.#pools = world.pools.map((view) => new PoolBook(view, now));
    this.#databases = world.databases.map((view) => new DatabaseBook(view, now));
    this.#classSeries = this.#classes.map((book) => new ClassSeriesBook(book));
    this.#poolSeries = this.#pools.map((book) => new PoolSeriesBook(book));
    this.#databaseSeries = this.#databases.map((book) => new DatabaseSeriesBook(book));
    this.#classAudits = this.#classes.map((book) => new ClassAudit(book));
    this.#poolAudits = this.#pools.map((book) => new PoolAudit(book));
    this.#blame = this.#pools.map((book) => new BlameBook(book));
    const classes = this.#classes.map((book, index) => ({ book, series: this.#classSeries[index] }));
    const sight = { classes, pools: this.#pools, databases: this.#databases };
    this.#watches = this.#plan.alerts.map((alert) => new AlertWatch(alert, sight));
    if (this.#plan.measureFrom <= now) this.measuringBegins();
  }
  arrived(request) {
    this.#classes[request.classIndex].arrived(request, this.#world.now);
  }
  retried(request, _because) {
    this.#classes[request.classIndex].retried(request);
  }
  ended(request, outcome, text3) {
    this.#classes[request.classIndex].ended(request, outcome, text3, this.#world.now);
  }
  wasted(classIndex, work) {
    if (this.#measuring) this.#classes[classIndex].wasted(work);
  }
  lent(pool3, _classIndex, waited) {
    this.#pools[pool3].didLend(waited);
  }
  returned(pool3, _classIndex, held2) {
    this.#pools[pool3].gotBack(held2);
  }
  leaked(pool3, _classIndex) {
    this.#pools[pool3].didLeak();
  }
  acquireTimedOut(pool3, _classIndex) {
    this.#pools[pool3].timedOut();
  }
  noted(kind, id, what, phase) {
    const { now } = this.#world;
    this.#timeline.noted(now, kind, id, what, phase);
    if (kind === "cron") return;
    for (const book of this.#pools) book.cut(now);
    for (const book of this.#databases) book.cut(now);
  }
  logged(of, text3) {
    this.#timeline.logged(this.#world.now, of, text3);
  }
  sampled() {
    const { now } = this.#world;
    const from = this.#lastSample;
    this.#time.expect(now >= from, now, () => `a sample at ${inSeconds(now)} s after one at ${inSeconds(from)} s`);
    if (now > from) this.#sample(from, now);
  }
  measuringBegins() {
    if (this.#measuring) return;
    this.#measuring = true;
    const { now } = this.#world;
    for (const book of this.#pools) book.measure(now);
    for (const book of this.#databases) book.measure(now);
  }
  finished(insideByClass) {
    assert(this.#inside === null, "a run ends once");
    this.sampled();
    for (const book of this.#classes) {
      book.close();
      book.reopen();
    }
    this.#inside = insideByClass.slice();
  }
  /** The measured part of the result; to be asked for when the run is over. */
  result() {
    const inside = this.#inside;
    assert(inside !== null, "the run is over before its result is asked for");
    const { now, classes } = this.#world;
    const measured3 = this.#plan.length - this.#plan.measureFrom;
    const alerts = this.#watches.flatMap((watch) => watch.results()).sort((a, b) => a.firedAtS - b.firedAtS);
    return {
      classes: byName(this.#classes, (book, index) => classResult(book, inside[index] ?? 0, measured3)),
      pools: byName(this.#pools, (book) => poolResult(book, now)),
      databases: byName(this.#databases, (book) => databaseResult(book, classes, now)),
      series: this.#seriesResult(),
      windows: [
        ...this.#classes.flatMap((book) => book.windows.results("failures", book.view.name)),
        ...this.#pools.flatMap((book) => book.windows.results("exhausted", book.view.name))
      ].sort((a, b) => a.fromS - b.fromS),
      alerts,
      blame: blameOf(this.#blame, classes),
      timeline: this.#timeline.results(alerts),
      audit: auditOf({
        now,
        classes: this.#classAudits,
        pools: this.#poolAudits,
        databases: this.#databases,
        insideByClass: inside,
        time: this.#time
      })
    };
  }
  #sample(from, now) {
    const length = now - from;
    for (const book of this.#classes) book.close();
    const windowFrom = Math.max(from, Math.min(now, this.#plan.measureFrom));
    for (const book of this.#pools) book.close(windowFrom, now);
    for (const book of this.#databases) book.close(now);
    this.#t.push(inSeconds(now));
    for (const series of this.#classSeries) series.add(length);
    for (const series of this.#poolSeries) series.add();
    for (const series of this.#databaseSeries) series.add(length, now);
    for (const watch of this.#watches) watch.look(from, now);
    for (const blame2 of this.#blame) blame2.add();
    for (const audit of this.#classAudits) audit.look(now);
    for (const audit of this.#poolAudits) audit.look(now);
    for (const book of this.#classes) book.reopen();
    this.#lastSample = now;
  }
  #seriesResult() {
    const { classes } = this.#world;
    return {
      everyS: inSeconds(this.#plan.every),
      t: this.#t,
      classes: byName(this.#classes, (_2, index) => this.#classSeries[index].result()),
      pools: byName(this.#pools, (_2, index) => this.#poolSeries[index].result(classes)),
      databases: byName(this.#databases, (_2, index) => this.#databaseSeries[index].result())
    };
  }
};
var nowhere = { now: 0, classes: [], pools: [], databases: [] };
function byName(books, figures) {
  return Object.fromEntries(books.map((book, index) => [book.view.name, figures(book, index)]));
}

// src/engine/timer-heap.ts
var arity = 4;
var nowhere2 = -1;
var TimerHeap = class {
  count = 0;
  /** By position in the heap: when, in which order, whose. */
  #times = new Float64Array(64).fill(never);
  #orders = new Float64Array(64);
  #owners = new Int32Array(64);
  /** By place: position in the heap or -1, what to wake with, whether it is given back after firing; and whom to wake. */
  #positions = new Int32Array(64).fill(nowhere2);
  #whats = new Int32Array(64);
  #once = new Uint8Array(64);
  #sleepers = [];
  #free = [];
  // Doubles from birth, see Level.
  #time = 0.5;
  #order = 0.5;
  constructor() {
    this.#time = 0;
    this.#order = 0;
  }
  /** When the first timer is due; `never` when there is none. */
  get firstTime() {
    return this.#times[0];
  }
  get firstOrder() {
    return this.#orders[0];
  }
  /** A place for a timer; one that is used once is given back when it has fired or left. */
  take(sleeper, what, once) {
    const place5 = this.#free.pop() ?? this.#sleepers.length;
    if (place5 === this.#positions.length) this.#growPlaces();
    this.#sleepers[place5] = sleeper;
    this.#whats[place5] = what;
    this.#once[place5] = once ? 1 : 0;
    return place5;
  }
  /** The timer will wake another. */
  passTo(place5, to) {
    this.#sleepers[place5] = to;
  }
  /** Puts a timer into the heap, or moves it. */
  put(place5, time, order2) {
    this.#time = time;
    this.#order = order2;
    this.#put(place5);
  }
  /** Takes a timer out, if it is in. */
  leave(place5) {
    const at2 = this.#positions[place5];
    if (at2 !== nowhere2) this.#remove(at2);
    if (this.#once[place5] === 1) this.#giveBack(place5);
  }
  /** Takes the first timer out and wakes its sleeper. */
  fire() {
    const place5 = this.#owners[0];
    const sleeper = this.#sleepers[place5];
    const what = this.#whats[place5];
    this.#remove(0);
    if (this.#once[place5] === 1) this.#giveBack(place5);
    sleeper.wake(what);
  }
  #put(place5) {
    const time = this.#time;
    const order2 = this.#order;
    const at2 = this.#positions[place5];
    if (at2 === nowhere2) {
      if (this.count === this.#times.length) this.#growHeap();
      this.#up(this.count++, time, order2, place5);
    } else if (time < this.#times[at2] || time === this.#times[at2] && order2 < this.#orders[at2]) {
      this.#up(at2, time, order2, place5);
    } else this.#down(at2, time, order2, place5);
  }
  #giveBack(place5) {
    this.#sleepers[place5] = null;
    this.#once[place5] = 0;
    this.#free.push(place5);
  }
  #remove(at2) {
    this.#positions[this.#owners[at2]] = nowhere2;
    const last = --this.count;
    const time = this.#times[last];
    if (last === 0) this.#times[0] = never;
    if (at2 === last) return;
    const order2 = this.#orders[last];
    const place5 = this.#owners[last];
    const parent = at2 - 1 >> 2;
    if (at2 > 0 && (time < this.#times[parent] || time === this.#times[parent] && order2 < this.#orders[parent])) this.#up(at2, time, order2, place5);
    else this.#down(at2, time, order2, place5);
  }
  /** Lets an entry rise from the hole at `at`. */
  #up(at2, time, order2, place5) {
    const times2 = this.#times;
    const orders = this.#orders;
    const owners = this.#owners;
    const positions = this.#positions;
    let hole = at2;
    while (hole > 0) {
      const parent = hole - 1 >> 2;
      const above = times2[parent];
      if (above < time || above === time && orders[parent] < order2) break;
      times2[hole] = above;
      orders[hole] = orders[parent];
      positions[owners[hole] = owners[parent]] = hole;
      hole = parent;
    }
    times2[hole] = time;
    orders[hole] = order2;
    owners[hole] = place5;
    positions[place5] = hole;
  }
  /** Lets an entry sink from the hole at `at`. */
  #down(at2, time, order2, place5) {
    const times2 = this.#times;
    const orders = this.#orders;
    const owners = this.#owners;
    const positions = this.#positions;
    const { count: count3 } = this;
    let hole = at2;
    for (; ; ) {
      const first = hole * arity + 1;
      if (first >= count3) break;
      const end = first + arity < count3 ? first + arity : count3;
      let least = first;
      let leastTime = times2[first];
      for (let child = first + 1; child < end; child++) {
        const t = times2[child];
        if (t < leastTime || t === leastTime && orders[child] < orders[least]) {
          least = child;
          leastTime = t;
        }
      }
      if (time < leastTime || time === leastTime && order2 < orders[least]) break;
      times2[hole] = leastTime;
      orders[hole] = orders[least];
      positions[owners[hole] = owners[least]] = hole;
      hole = least;
    }
    times2[hole] = time;
    orders[hole] = order2;
    owners[hole] = place5;
    positions[place5] = hole;
  }
  #growHeap() {
    const room = this.#times.length * 2;
    const times2 = new Float64Array(room);
    const orders = new Float64Array(room);
    const owners = new Int32Array(room);
    times2.set(this.#times);
    orders.set(this.#orders);
    owners.set(this.#owners);
    this.#times = times2;
    this.#orders = orders;
    this.#owners = owners;
  }
  #growPlaces() {
    const room = this.#positions.length * 2;
    const positions = new Int32Array(room).fill(nowhere2);
    const whats = new Int32Array(room);
    const once = new Uint8Array(room);
    positions.set(this.#positions);
    whats.set(this.#whats);
    once.set(this.#once);
    this.#positions = positions;
    this.#whats = whats;
    this.#once = once;
  }
};

// src/engine/calendar.ts
var Rank = { completion: 0, grant: 1, timeout: 2, incident: 3, arrival: 4, sampling: 5, end: 6 };
var ordersPerRank = 2 ** 48;
var sideBySide = 12;
var Calendar = class {
  /** By slot, for the first few sources: when (never: nothing), and in which order. */
  #times = new Float64Array(sideBySide).fill(never);
  #orders = new Float64Array(sideBySide);
  #sleepers = [];
  #whats = new Int32Array(sideBySide);
  #sources = 0;
  /** Everyone else; its slots are numbered from `sideBySide` on. */
  #heap = new TimerHeap();
  #scheduled = 0;
  /** The next event as last looked up, -1 for the heap's, and its time. Told by a field, because a double that a call returns may be boxed. */
  #next = -1;
  foundTime = 0.5;
  #time = 0.5;
  constructor() {
    this.foundTime = never;
    this.#time = never;
  }
  /** When the next event is due; `never` when there is none. */
  get nextTime() {
    this.lookUp();
    return this.foundTime;
  }
  /** Finds the next event; `foundTime` is then when it is due. */
  lookUp() {
    const times2 = this.#times;
    const orders = this.#orders;
    const heap = this.#heap;
    const sources = this.#sources;
    let best = -1;
    let time = heap.firstTime;
    for (let slot = 0; slot < sources; slot++) {
      const t = times2[slot];
      if (t < time) {
        best = slot;
        time = t;
      } else if (t === time && t < never && orders[slot] < (best < 0 ? heap.firstOrder : orders[best])) best = slot;
    }
    this.#next = best;
    this.foundTime = time;
  }
  /** Whether the next event is due by `time` and ranks before `rank`. Looks it up as `nextTime` does. */
  isDue(time, rank) {
    this.lookUp();
    if (this.foundTime > time) return false;
    return (this.#next < 0 ? this.#heap.firstOrder : this.#orders[this.#next]) < rank * ordersPerRank;
  }
  /** The order of an event scheduled now with this rank. */
  nextOrder(rank) {
    return rank * ordersPerRank + this.#scheduled++;
  }
  /** A slot for a source of events; it is kept for ever and is empty until `put`. */
  source(sleeper, what = 0) {
    if (this.#sources === sideBySide) return sideBySide + this.#heap.take(sleeper, what, false);
    const slot = this.#sources++;
    this.#sleepers[slot] = sleeper;
    this.#whats[slot] = what;
    return slot;
  }
  /** Puts (or moves) the event of a slot. */
  put(slot, time, rank) {
    this.#time = time;
    this.#put(slot, rank);
  }
  #put(slot, rank) {
    this.putInOrder(slot, this.#time, rank * ordersPerRank + this.#scheduled++);
  }
  /** The same with an order drawn earlier: the head of a lane keeps the order in which it was scheduled. */
  putInOrder(slot, time, order2) {
    if (slot < sideBySide) {
      this.#times[slot] = time;
      this.#orders[slot] = order2;
    } else this.#heap.put(slot - sideBySide, time, order2);
  }
  /** A one-off timer. The slot is valid until it fires or is cancelled. */
  once(time, rank, sleeper, what) {
    const place5 = this.#heap.take(sleeper, what, true);
    this.#heap.put(place5, time, rank * ordersPerRank + this.#scheduled++);
    return sideBySide + place5;
  }
  /** Takes the event out of a slot; a one-off slot is given back. Nothing happens to an empty source. */
  leave(slot) {
    if (slot < sideBySide) this.#times[slot] = never;
    else this.#heap.leave(slot - sideBySide);
  }
  /** The event of a one-off slot will wake another. */
  passTo(slot, to) {
    assert(slot >= sideBySide, "only a one-off timer is passed on");
    this.#heap.passTo(slot - sideBySide, to);
  }
  /** Takes the event out that `nextTime` or `isDue` has just looked up, and wakes its sleeper. */
  fire() {
    const slot = this.#next;
    if (slot < 0) {
      assert(this.#heap.count > 0, "the calendar has an event to fire");
      this.#heap.fire();
      return;
    }
    this.#times[slot] = never;
    this.#sleepers[slot].wake(this.#whats[slot]);
  }
};

// src/engine/lane.ts
var Lane = class {
  delay;
  #rank;
  #simulation;
  #slot;
  #due = new Float64Array(64);
  #orders = new Float64Array(64);
  #sleepers = new Array(64).fill(null);
  #whats = new Int32Array(64);
  /** The ring holds `#count` tickets from `#head` on; tickets are 32-bit numbers that wrap around. */
  #mask = 63;
  #head = 0;
  #count = 0;
  constructor(simulation, delay, rank) {
    this.delay = delay;
    this.#rank = rank;
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
  }
  /** Sets a timer that falls due after the lane's delay. */
  set(sleeper, what) {
    if (this.#count > this.#mask) this.#grow();
    const calendar = this.#simulation.calendar;
    const ticket = this.#head + this.#count | 0;
    const at2 = ticket & this.#mask;
    const due = this.#simulation.now + this.delay;
    const order2 = calendar.nextOrder(this.#rank);
    this.#due[at2] = due;
    this.#orders[at2] = order2;
    this.#sleepers[at2] = sleeper;
    this.#whats[at2] = what;
    if (this.#count++ === 0) calendar.putInOrder(this.#slot, due, order2);
    return ticket;
  }
  /** Forgets a timer that has not fired. */
  leave(ticket) {
    this.#sleepers[ticket & this.#mask] = null;
  }
  /** A timer that has not fired will wake another. */
  passTo(ticket, to) {
    this.#sleepers[ticket & this.#mask] = to;
  }
  /** The calendar reached the head: fire it if it still stands, and bring the next one that does to the calendar. */
  wake() {
    const at2 = this.#head & this.#mask;
    const sleeper = this.#sleepers[at2];
    const what = this.#whats[at2];
    this.#sleepers[at2] = null;
    this.#drop();
    while (this.#count > 0 && this.#sleepers[this.#head & this.#mask] === null) this.#drop();
    if (this.#count > 0) {
      const next2 = this.#head & this.#mask;
      this.#simulation.calendar.putInOrder(this.#slot, this.#due[next2], this.#orders[next2]);
    }
    if (sleeper !== null) sleeper.wake(what);
  }
  #drop() {
    this.#head = this.#head + 1 | 0;
    this.#count--;
  }
  #grow() {
    const old = this.#due.length;
    const due = new Float64Array(old * 2);
    const orders = new Float64Array(old * 2);
    const whats = new Int32Array(old * 2);
    const sleepers = new Array(old * 2).fill(null);
    for (let i = 0; i < this.#count; i++) {
      const ticket = this.#head + i | 0;
      const from = ticket & old - 1;
      const to = ticket & old * 2 - 1;
      due[to] = this.#due[from];
      orders[to] = this.#orders[from];
      whats[to] = this.#whats[from];
      sleepers[to] = this.#sleepers[from] ?? null;
    }
    this.#mask = old * 2 - 1;
    this.#due = due;
    this.#orders = orders;
    this.#whats = whats;
    this.#sleepers = sleepers;
  }
};

// src/engine/simulation.ts
var nobody = { wake: () => {
} };
var Simulation = class {
  calendar = new Calendar();
  // A double from birth, see Level.
  now = 0.5;
  #delay = 0.5;
  /** Events fired so far, grants included. */
  events = 0;
  #lanes = /* @__PURE__ */ new Map();
  /** The desk: a ring of sleepers to wake at this instant, after every completion that is due at it. */
  #desk = new Array(64).fill(null);
  #whats = new Int32Array(64);
  #head = 0;
  #waiting = 0;
  constructor() {
    this.now = 0;
    this.#delay = 0;
  }
  /** The lane of all timers with this delay and rank. Call while building, not per event. */
  lane(delay, rank) {
    const key = delay * 8 + rank;
    const found11 = this.#lanes.get(key);
    if (found11 !== void 0) return found11;
    const made = new Lane(this, delay, rank);
    this.#lanes.set(key, made);
    return made;
  }
  /** A one-off timer `delay` from now; see Calendar.once. Delays are rounded to whole microseconds. */
  after(delay, rank, sleeper, what) {
    this.#delay = delay;
    return this.#afterDelay(rank, sleeper, what);
  }
  /** Wakes a sleeper at this instant, in order of asking, once the completions due now are done. Keeps the stack flat however many wake each other. */
  soon(sleeper, what) {
    const size3 = this.#desk.length;
    if (this.#waiting === size3) this.#enlargeDesk();
    const at2 = this.#head + this.#waiting++ & this.#desk.length - 1;
    this.#desk[at2] = sleeper;
    this.#whats[at2] = what;
  }
  /** Takes a sleeper off the desk, if it waits there: somebody ends its affair before its turn. Rare, so it looks at the whole desk. */
  forget(sleeper) {
    for (let i = 0; i < this.#waiting; i++) {
      const at2 = this.#head + i & this.#desk.length - 1;
      if (this.#desk[at2] === sleeper) this.#desk[at2] = nobody;
    }
  }
  /** Fires every event up to and including `until`; the clock then stands at `until`. */
  run(until) {
    const calendar = this.calendar;
    for (; ; ) {
      if (this.#waiting > 0) {
        if (!calendar.isDue(this.now, Rank.grant)) {
          this.#wakeFirst();
          continue;
        }
      } else {
        calendar.lookUp();
        if (calendar.foundTime > until) break;
        this.now = calendar.foundTime;
      }
      this.events++;
      calendar.fire();
    }
    if (until > this.now && Number.isFinite(until)) this.now = until;
  }
  #afterDelay(rank, sleeper, what) {
    return this.calendar.once(this.now + Math.round(this.#delay), rank, sleeper, what);
  }
  #wakeFirst() {
    const at2 = this.#head;
    const sleeper = this.#desk[at2];
    this.#desk[at2] = null;
    this.#head = at2 + 1 & this.#desk.length - 1;
    this.#waiting--;
    this.events++;
    sleeper.wake(this.#whats[at2]);
  }
  #enlargeDesk() {
    const size3 = this.#desk.length;
    const desk = new Array(size3 * 2).fill(null);
    const whats = new Int32Array(size3 * 2);
    for (let i = 0; i < this.#waiting; i++) {
      const from = this.#head + i & size3 - 1;
      desk[i] = this.#desk[from] ?? null;
      whats[i] = this.#whats[from];
    }
    this.#desk = desk;
    this.#whats = whats;
    this.#head = 0;
  }
};

// src/random/streams.ts
import tychei from "seedrandom/lib/tychei.js";

// src/random/hash.ts
var rotate = (x, by) => x << by | x >>> 32 - by;
function avalanche(x) {
  let h = x ^ x >>> 16;
  h = Math.imul(h, 2246822507);
  h ^= h >>> 13;
  h = Math.imul(h, 3266489909);
  return h ^ h >>> 16;
}
function hash128(text3) {
  let a = 608135816 | 0;
  let b = 2242054355 | 0;
  let c = 320440878 | 0;
  let d = 57701188 | 0;
  for (let i = 0; i < text3.length; i++) {
    const unit = text3.charCodeAt(i);
    a = Math.imul(rotate(a ^ Math.imul(rotate(Math.imul(unit, 597399067), 15), 2869860233 | 0), 19) + b, 5) + 1444728091 | 0;
    b = Math.imul(rotate(b ^ Math.imul(rotate(Math.imul(unit, 2869860233 | 0), 16), 951274213), 17) + c, 5) + 197830471 | 0;
    c = Math.imul(rotate(c ^ Math.imul(rotate(Math.imul(unit, 951274213), 17), 2716044179 | 0), 15) + d, 5) + (2530024501 | 0) | 0;
    d = Math.imul(rotate(d ^ Math.imul(rotate(Math.imul(unit, 2716044179 | 0), 18), 597399067), 13) + a, 5) + 850148119 | 0;
  }
  const words5 = Int32Array.of(a, b, c, d);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) {
      const sum2 = words5[0] + words5[1] + words5[2] + words5[3] + text3.length;
      words5[i] = avalanche((words5[i] ^ (sum2 | 0)) + Math.imul(i + 1, 2654435769 | 0) | 0);
    }
  }
  return words5;
}

// src/random/ziggurat.ts
var layers = 256;
var tailFrom = 7.69711747013105;
var area = 0.003949659822581572;
var perPlace = 1 / 72057594037927940;
var edge = new Float64Array(layers + 1);
var height = new Float64Array(layers + 1);
var width = new Float64Array(layers);
edge[0] = area * exp(tailFrom);
edge[1] = tailFrom;
for (let i = 2; i < layers; i++) edge[i] = -ln(area / edge[i - 1] + exp(-edge[i - 1]));
edge[layers] = 0;
for (let i = 0; i <= layers; i++) height[i] = exp(-edge[i]);
for (let i = 0; i < layers; i++) width[i] = edge[i] * perPlace;
function uniformFrom(next2) {
  const above = next2() >>> 6;
  return (above * 67108864 + (next2() >>> 6) + 0.5) / 4503599627370496;
}
function decide(layer, x, next2) {
  if (layer === 0) return tailFrom + exponentialFrom(next2);
  const y2 = height[layer] + uniformFrom(next2) * (height[layer + 1] - height[layer]);
  return y2 < exp(-x) ? x : exponentialFrom(next2);
}
function exponentialFrom(next2) {
  const first = next2();
  const layer = first & 255;
  const x = ((first >>> 8) * 4294967296 + (next2() >>> 0)) * width[layer];
  return x < edge[layer + 1] ? x : decide(layer, x, next2);
}
function fillExponentialFrom(next2, into) {
  for (let i = 0; i < into.length; i++) {
    const first = next2();
    const layer = first & 255;
    const x = ((first >>> 8) * 4294967296 + (next2() >>> 0)) * width[layer];
    into[i] = x;
    if (!(x < edge[layer + 1])) into[i] = decide(layer, x, next2);
  }
}

// src/random/streams.ts
function generatorOf(key) {
  const words5 = hash128(key);
  let seed = "";
  for (const word of words5) seed += String.fromCharCode(word & 65535, word >>> 16);
  return tychei(seed).int32;
}
var Stream = class _Stream {
  #key;
  #next;
  constructor(key) {
    this.#key = key;
    this.#next = generatorOf(key);
  }
  /** A signed 32-bit integer, each of the 2^32 equally likely. */
  int32() {
    return this.#next();
  }
  /** A number in the open interval (0, 1): an odd multiple of 2^-53, so that neither end and no tie at 1/2 occurs. */
  uniform() {
    return uniformFrom(this.#next);
  }
  /** An exponential variate of mean 1, at or above 0. */
  exponential() {
    return exponentialFrom(this.#next);
  }
  /** Fills `into` with what as many calls of `uniform` would give. */
  fillUniform(into) {
    const next2 = this.#next;
    for (let i = 0; i < into.length; i++) into[i] = uniformFrom(next2);
  }
  /** Fills `into` with what as many calls of `exponential` would give. */
  fillExponential(into) {
    fillExponentialFrom(this.#next, into);
  }
  /** A stream of its own for a part of this purpose; it does not depend on how much was drawn here. */
  part(name) {
    return new _Stream(`${this.#key}>${name.length}:${name}`);
  }
};
var Streams = class {
  #root;
  /** Seed 7 and seed '7' are the same; replications of one seed are independent of each other. */
  constructor(seed, replication = 0) {
    assert(typeof seed === "string" || Number.isFinite(seed), "a seed is a finite number or a text");
    assert(Number.isSafeInteger(replication) && replication >= 0, "replications are counted 0, 1, 2, ...");
    const text3 = String(seed);
    this.#root = `${text3.length}:${text3}/${replication}`;
  }
  /** The stream of that name from its beginning: the same name gives an equal stream, whoever asks, in whatever order. */
  named(name) {
    return new Stream(`${this.#root}/${name.length}:${name}`);
  }
};

// src/model/cron.ts
var Cron2 = class {
  #simulation;
  #life;
  #requestClass;
  #plan;
  #name;
  /** Threads at work, over all starts that have not ended. */
  #working = 0;
  #started = 0;
  constructor(simulation, name, plan, life, requestClass) {
    this.#simulation = simulation;
    this.#name = name;
    this.#plan = plan;
    this.#life = life;
    this.#requestClass = requestClass;
  }
  begin() {
    for (const tick of this.#plan.ticks) this.#simulation.calendar.once(tick, Rank.incident, this, 0);
  }
  /** A start (0), or a thread's next walk: `what` is one more than the walks it still has to make. */
  wake(what) {
    if (what > 0) {
      this.#life().start(this.#requestClass(), what - 1);
      return;
    }
    if (this.#working === 0) {
      this.#started++;
      this.#note("begin");
    }
    for (let thread = 0; thread < this.#plan.threads; thread++) {
      this.#working++;
      this.#life().start(this.#requestClass(), this.#plan.repeat - 1);
    }
  }
  over(request) {
    if (request.tag > 0) {
      this.#simulation.soon(this, request.tag);
      return;
    }
    this.#working--;
    if (this.#working === 0) this.#note("end");
  }
  #note(phase) {
    const { threads, repeat } = this.#plan;
    this.#life().witness.noted("cron", `${this.#name}#${this.#started}`, `${this.#name}: ${threads} thread${threads === 1 ? "" : "s"}${repeat === 1 ? "" : ` \xD7 ${repeat}`}`, phase);
  }
};

// src/engine/finish-order.ts
var rowLength = 32;
var inRow = -1;
var FinishOrder = class {
  count = 0;
  /** By job: its tag. Whoever calls `join` writes it here first: a double in a call would be boxed. */
  tags = new Float64Array(16);
  /** By job: its number among all that ever joined, and its position in the heap (or `inRow`). */
  #numbers = new Float64Array(16);
  #places = new Int32Array(16);
  #joined = 0;
  /** The nearest jobs, the farthest of them first; nobody in the heap is nearer. */
  #row = new Int32Array(rowLength);
  #rowCount = 0;
  #heap = new Int32Array(16);
  #heapCount = 0;
  /** The job with the least tag; ask only when somebody is here. */
  get first() {
    return this.#row[this.#rowCount - 1];
  }
  /** The job whose tag is in `tags` joins, behind those of the same tag. */
  join(job) {
    const { tags } = this;
    const row = this.#row;
    const tag = tags[job];
    this.#numbers[job] = this.#joined++;
    this.count++;
    let at2 = this.#rowCount;
    if (at2 === rowLength || this.#heapCount > 0) {
      if (!(tag < tags[row[0]])) return this.#rise(this.#heapCount++, job);
      if (at2 === rowLength) at2 = this.#makeRoom();
    }
    this.#places[job] = inRow;
    this.#rowCount = at2 + 1;
    for (; at2 > 0; at2--) {
      const nearer = row[at2 - 1];
      if (tags[nearer] > tag) break;
      row[at2] = nearer;
    }
    row[at2] = job;
  }
  /** The first job is done. */
  leaveFirst() {
    this.count--;
    this.#rowCount--;
    if (this.#rowCount === 0 && this.#heapCount > 0) this.#comeForward();
  }
  /** A job leaves, wherever it stands. */
  leave(job) {
    const place5 = this.#places[job];
    if (place5 !== inRow) {
      this.count--;
      this.#takeOut(place5);
      return;
    }
    const row = this.#row;
    for (let at2 = row.indexOf(job) + 1; at2 < this.#rowCount; at2++) row[at2 - 1] = row[at2];
    this.leaveFirst();
  }
  /** Room for jobs numbered below `jobs`. */
  makeRoomFor(jobs) {
    const tags = new Float64Array(jobs);
    const numbers = new Float64Array(jobs);
    const places = new Int32Array(jobs);
    const heap = new Int32Array(jobs);
    tags.set(this.tags);
    numbers.set(this.#numbers);
    places.set(this.#places);
    heap.set(this.#heap);
    this.tags = tags;
    this.#numbers = numbers;
    this.#places = places;
    this.#heap = heap;
  }
  /** Visits everyone, the row from its far end first. */
  sumOver(weight) {
    let sum2 = 0;
    for (let i = 0; i < this.#rowCount; i++) sum2 += weight(this.tags[this.#row[i]]);
    for (let i = 0; i < this.#heapCount; i++) sum2 += weight(this.tags[this.#heap[i]]);
    return sum2;
  }
  /** The farthest of a full row goes to the heap. Returns how many stay. */
  #makeRoom() {
    const farthest = this.#row[0];
    this.#row.copyWithin(0, 1);
    this.#rise(this.#heapCount++, farthest);
    return rowLength - 1;
  }
  /** The row is empty: the first of the heap comes forward. */
  #comeForward() {
    const job = this.#heap[0];
    this.#takeOut(0);
    this.#places[job] = inRow;
    this.#row[0] = job;
    this.#rowCount = 1;
  }
  #takeOut(place5) {
    const last = this.#heap[--this.#heapCount];
    if (place5 === this.#heapCount) return;
    if (place5 > 0 && this.#isBefore(last, this.#heap[place5 - 1 >> 1])) this.#rise(place5, last);
    else this.#sink(place5, last);
  }
  #isBefore(one2, other) {
    const tag = this.tags[one2];
    const otherTag = this.tags[other];
    return tag < otherTag || tag === otherTag && this.#numbers[one2] < this.#numbers[other];
  }
  #rise(from, job) {
    const heap = this.#heap;
    let hole = from;
    while (hole > 0) {
      const above = hole - 1 >> 1;
      if (this.#isBefore(heap[above], job)) break;
      this.#put(hole, heap[above]);
      hole = above;
    }
    this.#put(hole, job);
  }
  #sink(from, job) {
    const heap = this.#heap;
    let hole = from;
    for (let below = hole * 2 + 1; below < this.#heapCount; below = hole * 2 + 1) {
      if (below + 1 < this.#heapCount && this.#isBefore(heap[below + 1], heap[below])) below++;
      if (this.#isBefore(job, heap[below])) break;
      this.#put(hole, heap[below]);
      hole = below;
    }
    this.#put(hole, job);
  }
  #put(place5, job) {
    this.#heap[place5] = job;
    this.#places[job] = place5;
  }
};

// src/engine/level.ts
var Level = class {
  value = 0;
  max = 0;
  /** The integral up to T is value × T less this: Σ change × time of change. */
  // A fraction at birth makes this field a double from the first write on: later writes then never change the object's layout.
  #offset = 0.5;
  constructor() {
    this.#offset = 0;
  }
  /** Changes the level by `delta` at `now`. */
  add(now, delta) {
    const value = this.value + delta;
    this.value = value;
    this.#offset += delta * now;
    if (value > this.max) this.max = value;
  }
  /** Integral of the level from the start to `now` (quantity × µs). */
  areaAt(now) {
    return this.value * now - this.#offset;
  }
  /** From here on `max` is the largest value since now. */
  restartMax() {
    this.max = this.value;
  }
};
var DerivedLevel = class {
  value = 0;
  max = 0;
  areaAt;
  constructor(areaAt) {
    this.areaAt = areaAt;
  }
  change(delta) {
    this.become(this.value + delta);
  }
  become(value) {
    this.value = value;
    if (value > this.max) this.max = value;
  }
  restartMax() {
    this.max = this.value;
  }
};

// src/engine/share.ts
var Share = class {
  /** How many are inside. */
  running = new DerivedLevel((now) => this.#sum(now, this.#pastJobs, (n) => n));
  #simulation;
  #slot;
  #speed;
  #cores;
  /** By n: service per µs that each of n jobs gets, µs per unit of it, and how long exactly n have been inside. Grown on demand. */
  #rates = new Float64Array(16);
  #spans = new Float64Array(16);
  #occupied = new Float64Array(16);
  #tabulated = 0;
  /** Jobs by the virtual time at which they finish. */
  #order = new FinishOrder();
  /** By job: owner, and what to wake it with. */
  #owners = [];
  #whats = new Int32Array(16);
  /** Jobs to use again, a stack. */
  #free = new Int32Array(16);
  #freeCount = 0;
  #count = 0;
  // Doubles from birth, see Level.
  #virtual = 0.5;
  /** Service that the next job asks for, in µs. */
  demand = 0.5;
  #since = 0.5;
  #given = 0.5;
  /** Work and busy time under speed laws that are no longer in force. */
  #pastWork = 0.5;
  #pastBusy = 0.5;
  #pastJobs = 0.5;
  constructor(simulation, cores3, speed2) {
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
    this.#speed = speed2;
    this.#cores = cores3;
    this.#virtual = 0;
    this.demand = 0;
    this.#since = 0;
    this.#given = 0;
    this.#pastWork = 0;
    this.#pastBusy = 0;
    this.#pastJobs = 0;
  }
  /** Changes the law of speed from now on; jobs inside go on from where they are. A speed of zero stops them all. */
  setSpeed(cores3, speed2) {
    this.#advance();
    this.#closeLaw();
    this.#cores = cores3;
    this.#speed = speed2;
    this.#tabulated = 0;
    this.#tabulate(this.#count);
    this.#reschedule();
  }
  /** A job enters with `demand` µs of service, written there beforehand: a double in a call would be boxed. `owner` is woken when it has received it. */
  admit(owner, what) {
    this.#advance();
    const demand = this.demand;
    const job = this.#freeCount > 0 ? this.#free[--this.#freeCount] : this.#count;
    if (job === this.#whats.length) this.#grow();
    this.#owners[job] = owner;
    this.#whats[job] = what;
    this.#given += demand;
    if (this.#count === 0) this.#virtual = 0;
    this.#order.tags[job] = this.#virtual + demand;
    this.#order.join(job);
    this.#nowInside(this.#count + 1);
    if (this.#count >= this.#tabulated) this.#tabulate(this.#count);
    this.#reschedule();
    return job;
  }
  /** A job leaves before it is finished. Returns the service it still lacked. */
  leave(job) {
    this.#advance();
    const lacked = this.#order.tags[job] - this.#virtual;
    this.#order.leave(job);
    this.#forget(job);
    this.#reschedule();
    return lacked;
  }
  /** A job goes on in another's name. */
  passTo(job, owner) {
    this.#owners[job] = owner;
  }
  /** Service that a job inside still lacks. */
  lacking(job) {
    this.#advance();
    return this.#order.tags[job] - this.#virtual;
  }
  /** The calendar says that the job with the least tag is done. */
  wake() {
    this.#advance();
    const job = this.#order.first;
    const owner = this.#owners[job];
    this.#order.leaveFirst();
    this.#forget(job);
    this.#reschedule();
    owner.wake(this.#whats[job]);
  }
  /** Service per unit of time that n jobs get together, under the present law. */
  speedAt(n) {
    return this.#speed(n);
  }
  /** How many jobs go on at once at full speed under the present law. */
  get servers() {
    return this.#cores;
  }
  /** ∫ min(jobs inside, cores) dt since the start. */
  busyAreaAt(now) {
    return this.#sum(now, this.#pastBusy, (n) => Math.min(n, this.#cores));
  }
  /** Service delivered since the start. */
  workAreaAt(now) {
    return this.#sum(now, this.#pastWork, (n) => this.#rates[n] * n);
  }
  /** Service asked for since the start; less what those who left, or were rounded, did not receive. */
  get workGiven() {
    return this.#given;
  }
  /** Service that the jobs inside still lack. */
  workLeftAt(now) {
    const virtual = this.#virtual + this.#rates[this.#count] * (now - this.#since);
    return this.#order.sumOver((tag) => tag - virtual);
  }
  #advance() {
    const now = this.#simulation.now;
    const span15 = now - this.#since;
    if (span15 === 0) return;
    const count3 = this.#count;
    this.#since = now;
    this.#virtual += this.#rates[count3] * span15;
    this.#occupied[count3] = this.#occupied[count3] + span15;
  }
  #reschedule() {
    const calendar = this.#simulation.calendar;
    if (this.#count === 0) {
      calendar.leave(this.#slot);
      return;
    }
    const span15 = Math.floor((this.#order.tags[this.#order.first] - this.#virtual) * this.#spans[this.#count] + 0.5);
    calendar.put(this.#slot, span15 > 0 ? this.#since + span15 : this.#since, Rank.completion);
  }
  #tabulate(n) {
    if (n >= this.#rates.length) {
      const room = Math.max(n + 1, this.#rates.length * 2);
      const rates2 = new Float64Array(room);
      const spans2 = new Float64Array(room);
      const occupied = new Float64Array(room);
      rates2.set(this.#rates);
      spans2.set(this.#spans);
      occupied.set(this.#occupied);
      this.#rates = rates2;
      this.#spans = spans2;
      this.#occupied = occupied;
    }
    for (let k = Math.max(1, this.#tabulated); k <= n; k++) {
      const rate2 = this.#speed(k) / k;
      this.#rates[k] = rate2;
      this.#spans[k] = rate2 > 0 ? 1 / rate2 : never;
    }
    this.#tabulated = n + 1;
  }
  /** ∫ weight(jobs inside) dt since the start: what past laws left, the time at each number of jobs since then, and the time since the last change. */
  #sum(now, past, weight) {
    let sum2 = past + weight(this.#count) * (now - this.#since);
    for (let n = 1; n < this.#tabulated; n++) sum2 += weight(n) * this.#occupied[n];
    return sum2;
  }
  /** Before another law comes into force: what was done under this one is added up for good. */
  #closeLaw() {
    const now = this.#since;
    const work = this.workAreaAt(now);
    const busy2 = this.busyAreaAt(now);
    this.#pastJobs = this.running.areaAt(now);
    this.#pastWork = work;
    this.#pastBusy = busy2;
    this.#occupied.fill(0);
  }
  /** A job has left the order: its number is free, and the service it lacked was not given after all. */
  #forget(job) {
    this.#given -= this.#order.tags[job] - this.#virtual;
    this.#owners[job] = null;
    this.#free[this.#freeCount++] = job;
    this.#nowInside(this.#count - 1);
  }
  #nowInside(count3) {
    this.#count = count3;
    this.running.become(count3);
  }
  #grow() {
    const room = this.#whats.length * 2;
    const whats = new Int32Array(room);
    const free = new Int32Array(room);
    whats.set(this.#whats);
    free.set(this.#free);
    this.#whats = whats;
    this.#free = free;
    this.#order.makeRoomFor(room);
  }
};

// src/model/steps/step.ts
var onward = -1;
var parked = -2;

// src/model/request.ts
var Wake = {
  begin: 0,
  lent: 1,
  acquireTimeout: 2,
  refused: 3,
  openTimeout: 4,
  checked: 5,
  delayOver: 6,
  workDone: 7,
  statementTimeout: 8,
  patience: 9,
  retry: 10,
  childrenDone: 11,
  tripDone: 12,
  gateOpen: 22,
  unlocked: 14,
  silence: 15,
  locked: 16,
  lockTimeout: 17,
  deadlock: 18
};
var noSteps = [];
var noDemands = new Float64Array(0);
var Request = class {
  life;
  /** -1 while the record is not in use. */
  classIndex = -1;
  steps = noSteps;
  /** The route of every attempt: a trace may send each request of a class another way. */
  route = null;
  /** Order of beginning among all requests and branches: records are used again, so their own order says nothing. */
  number = 0;
  /** Position in `steps`, and how far inside the present step. */
  at = 0;
  phase = 0;
  instance = null;
  /** Draws made at arrival, one for each place in the route that needs one. */
  demands = noDemands;
  ownDemands;
  // Doubles from birth on, see Level.
  arrivedAt = 0.5;
  attemptAt = 0.5;
  askedAt = 0.5;
  waited = 0.5;
  held = 0.5;
  /** Core-µs asked of databases since the client left. */
  wastedWork = 0.5;
  /** Core-µs that its statement takes to the cores: a field, because a double in a call would be boxed. */
  work = 0.5;
  everHeld = false;
  counted = false;
  /** It waits for a connection, so a client that loses patience takes it along. */
  waitsInLine = false;
  /** Its number among those that have joined the pool's line. */
  joinedAs = 0;
  /** The client has gone; what is left of the request goes on without it. */
  abandoned = false;
  /** This request will forget to give its connections back. */
  forgets = false;
  attempts = 0;
  /** When it last wrote, where its route says that it writes, and under which number: records are used again. */
  wroteAt = 0.5;
  wroteAs = 0;
  /** Connections that it found too old or dead since it asked for one. */
  spoilt = 0;
  priority = 0;
  /** The connection borrowed last of those held, each of which knows the one below it; and how many they are. */
  latest = null;
  depth = 0;
  /** The connection it runs a statement on at this moment. */
  executing = null;
  /** Its client has died, and it is only the statement that the server still runs on this connection. */
  orphan = null;
  /** Where it is parked now, and the ticket it has there; null while it moves. */
  parking = null;
  ticket = 0;
  /** The pool whose line it left when its time was up: an incident may have moved its route meanwhile. */
  leftLineOf = null;
  /** The deadline of the present step (acquire timeout, statement timeout), and of the client. */
  deadline = null;
  deadlineTicket = 0;
  patience = null;
  patienceTicket = 0;
  /** Parallel branches: the request they belong to, how many still run, and how the first failed one ended. */
  parent = null;
  branches = 0;
  branchOutcome = Outcome.served;
  /** What the client sees when this attempt fails. */
  text = "";
  /** The wish of whoever started it: a user's number, a thread's remaining repeats. */
  tag = 0;
  constructor(life, demands) {
    this.life = life;
    this.ownDemands = new Float64Array(demands);
    this.arrivedAt = 0;
    this.attemptAt = 0;
    this.askedAt = 0;
    this.waited = 0;
    this.held = 0;
    this.wastedWork = 0;
    this.work = 0;
  }
  /** The connection a statement without a pool of its own runs on: the latest held, or that of the request this is a branch of. */
  get connection() {
    return this.latest ?? this.#parentConnection;
  }
  /** Sets out on its route from the first step. */
  begin() {
    this.at = 0;
    this.phase = 0;
    this.#walk(this.steps[0].begin(this));
  }
  wake(what) {
    switch (what) {
      case Wake.begin:
      case Wake.retry:
        this.parking = null;
        this.life.attempt(this);
        return;
      case Wake.patience:
        this.patience = null;
        this.life.clientLeaves(this);
        return;
      case Wake.acquireTimeout:
      case Wake.statementTimeout:
        this.deadline = null;
        this.unpark();
        break;
      case Wake.silence:
        this.parking = null;
        this.life.silenceOver(this);
        return;
      default:
        this.parking = null;
    }
    this.#walk(this.steps[this.at].resume(this, what));
  }
  /** Takes the request from wherever it is parked, or from the desk where it waits to be woken at this instant. */
  unpark() {
    const { parking } = this;
    this.parking = null;
    if (parking !== null) parking.leave(this.ticket);
    else this.life.simulation.forget(this);
  }
  /** Takes the request from wherever it is parked and ends this attempt. The one way to interrupt a life. */
  interrupt(outcome, text3) {
    if (this.branches > 0) return this.life.interruptBranches(this, outcome, text3);
    this.unpark();
    this.text = text3;
    this.life.attemptEnds(this, outcome);
  }
  park(parking, ticket) {
    this.parking = parking;
    this.ticket = ticket;
    return parked;
  }
  fails(outcome, text3) {
    assert(outcome !== Outcome.served, "a failure has a reason");
    this.text = text3;
    return outcome;
  }
  dropDeadline() {
    if (this.deadline !== null) this.deadline.leave(this.deadlineTicket);
    this.deadline = null;
  }
  get #parentConnection() {
    return this.parent === null ? null : this.parent.connection;
  }
  #walk(first) {
    let verdict = first;
    while (verdict === onward) {
      this.phase = 0;
      if (++this.at >= this.steps.length) {
        this.life.attemptEnds(this, Outcome.served);
        return;
      }
      verdict = this.steps[this.at].begin(this);
    }
    if (verdict !== parked) this.life.attemptEnds(this, verdict);
  }
  /** Ready for the next life, which sets everything else anew. */
  clear() {
    this.classIndex = -1;
    this.parent = null;
    this.instance = null;
    if (this.abandoned) {
      this.abandoned = false;
      this.wastedWork = 0;
    }
  }
};

// src/model/pool/connection.ts
var ConnectionState = { closed: 0, opening: 1, idle: 2, lent: 3, settling: 4, empty: 5, closing: 6, checking: 7, late: 8 };
var Watch = {
  loginOver: 0,
  openTimeout: 1,
  lifetime: 2,
  idle: 3,
  leak: 4,
  idleSession: 5,
  idleInTransaction: 6,
  settled: 7,
  rest: 8,
  keepalive: 9,
  ping: 10,
  check: 11,
  firewall: 12,
  transaction: 13,
  gateOpen: Wake.gateOpen,
  cleaned: 20,
  closed: 21,
  loginWork: 30
};
var noSlot = -1;
var Connection = class {
  pool;
  database;
  /** Order of creation within the pool, from 1. */
  id = 0;
  state = ConnectionState.closed;
  /** Who holds it, or waits for this very opening; null when it is idle, leaked, or opened for whoever is first. */
  holder = null;
  /** What its holder borrowed before it, and still holds. */
  below = null;
  holderClass = 0;
  /** Who of the pool's own workers opens it; null when a caller does. */
  opener = null;
  /** When it was opened; while it is being opened: when that began. */
  bornAt = 0.5;
  /** When it passes its lifetime; never: it does not age. */
  oldAt = 0.5;
  /** How many callers had joined the line when its opening began. */
  joinedThen = 0;
  idleSince = 0.5;
  lentAt = 0.5;
  uses = 0;
  /** How often its opening was tried again after a refusal. */
  tries = 0;
  /** Past its lifetime: to be closed at the next occasion the policy names. */
  expired = false;
  /** How often it is asked for a sign of life, where its pool does that. */
  pingEvery = 0;
  /** The leak watch has written its line about the present loan. */
  reported = false;
  /** Its record was there before this opening and stays when it fails. */
  kept = false;
  /** How many more times its holder has been given it while holding it already, where the library does that. */
  again = 0;
  /** It was taken away from a holder that still knows it: its record may not be used again yet. */
  isKept = false;
  /** The holder has forgotten it. */
  leaked = false;
  /** 0: alive. Otherwise the outcome that whoever uses it next will meet, with its text. */
  dead = 0;
  deadText = "";
  /** Dead, and nobody says so: whoever uses it waits for an answer that never comes. */
  silent = false;
  /** When it last gave a sign of life while nobody had it. */
  heardAt = 0.5;
  /** Why the server turned this connection away while it was opening; '' when it did not. */
  refusal = "";
  /** Whether the server counts a session for it, and where in the server's list. */
  session = noSlot;
  /** Its login on the cores of the server (noSlot elsewhere), and what of the login comes after that. */
  loginJob = noSlot;
  loginRest = 0.5;
  /** Where its login stands at the gate of a server that hangs; noSlot elsewhere. */
  gate = noSlot;
  /** Behind a pooler: the client's connection that this server connection serves now. */
  client = null;
  /** In front of a pooler: the server connection that stays with this client's connection until it ends. */
  server = null;
  /** BEGIN has been said and not yet COMMIT. */
  inTransaction = false;
  /** Rows that its transaction has locked, by key. */
  rows = [];
  /** A statement of its transaction has failed, and nobody has rolled back. */
  aborted = false;
  /** For whoever looks at the server: the number of its process, when its last statement and its transaction began (-1: none yet), and what a holder that forgot it said last. */
  pid = 0;
  queryAt = 0.5;
  beganAt = 0.5;
  lastQuery = "";
  /** Its transaction has written, as far as replicas are concerned. */
  wrote = false;
  /** Neighbours on the shelf of idle connections. */
  before = null;
  after = null;
  /** Position in the pool's list of all its connections. */
  place = noSlot;
  /** Calendar slots of the watches that are set; noSlot where none is. */
  watches = new Int32Array(14).fill(noSlot);
  /** What the idle and leak watches compare with when they wake. */
  idleDue = 0.5;
  /** The place of the idle watch among the timers of its instant, as if it had been set anew at each return. */
  idleOrder = 0;
  constructor(pool3, database4) {
    this.pool = pool3;
    this.database = database4;
    this.bornAt = 0;
    this.loginRest = 0;
    this.oldAt = 0;
    this.idleSince = 0;
    this.heardAt = 0;
    this.lentAt = 0;
    this.idleDue = 0;
    this.queryAt = -1;
    this.beganAt = -1;
  }
  /** Its login is under way, whether its pool still counts on it or not. */
  get isOpening() {
    return this.state === ConnectionState.opening || this.state === ConnectionState.late;
  }
  /** Sets a watch unless it is set already: the pool re-checks when it wakes, so one is enough. */
  watch(what, delay) {
    if (this.watches[what] !== noSlot) return;
    const completes = what === Watch.loginOver || what === Watch.settled || what === Watch.ping || what === Watch.check;
    this.watches[what] = this.pool.simulation.after(delay, completes ? Rank.completion : Rank.timeout, this, what);
  }
  /** The same for an instant and an order drawn before. */
  watchUntil(what, due, order2) {
    if (this.watches[what] !== noSlot) return;
    const { calendar } = this.pool.simulation;
    const slot = calendar.once(due, Rank.timeout, this, what);
    calendar.putInOrder(slot, due, order2);
    this.watches[what] = slot;
  }
  unwatch(what) {
    const slot = this.watches[what];
    if (slot === noSlot) return;
    this.watches[what] = noSlot;
    this.pool.simulation.calendar.leave(slot);
  }
  unwatchAll() {
    for (let what = 0; what < this.watches.length; what++) this.unwatch(what);
  }
  /** The caller that waits for this very opening, or for this very check, goes away. */
  leave() {
    if (this.state === ConnectionState.checking) this.pool.supply.validation.abandoned(this);
    else this.pool.opening.abandoned(this);
  }
  wake(what) {
    if (what < this.watches.length) this.watches[what] = noSlot;
    switch (what) {
      case Watch.loginOver:
        return this.pool.opening.loginOver(this);
      case Watch.loginWork:
        return this.database.logins.done(this);
      case Watch.closed:
        return this.pool.closing.over(this);
      case Watch.gateOpen:
        return this.pool.opening.tryLogin(this);
      case Watch.cleaned:
        return this.pool.group.pooler?.cleaned(this);
      case Watch.openTimeout:
        return this.pool.opening.tookTooLong(this);
      case Watch.rest:
        return this.pool.opening.rested(this);
      case Watch.settled:
        return this.pool.checks.settled(this);
      case Watch.check:
        return this.pool.supply.validation.over(this);
      case Watch.firewall:
        return this.database.firewall.woken(this);
      case Watch.idleSession:
        return this.database.admission.idleSessionWatch(this);
      case Watch.idleInTransaction:
        return this.database.admission.endIdleInTransaction(this);
      case Watch.transaction:
        return this.database.admission.endLongTransaction(this);
      case Watch.keepalive:
        return this.pool.quirks.keepalive.due(this);
      case Watch.ping:
        return this.pool.quirks.keepalive.answered(this);
      default:
        return this.pool.upkeep.woken(this, what);
    }
  }
};

// src/model/database/burden.ts
var memoryUsed = (plan, sessions) => plan.sharedBuffers + sessions * (plan.memoryPerConnection ?? 0);
function shareInSwap(plan, sessions) {
  const used = memoryUsed(plan, sessions);
  return plan.memory === null || used <= plan.memory ? 0 : (used - plan.memory) / used;
}
var swapTimes = (plan, sessions) => 1 + shareInSwap(plan, sessions) * (plan.swapSlowdown - 1);
var Burden = class {
  #server;
  /** Whether open sessions change anything but their own number. */
  any = false;
  /** How often memory and swap together did not suffice. */
  outOfMemory = 0;
  #times = 1;
  #falling = false;
  constructor(server2) {
    this.#server = server2;
  }
  planChanged() {
    const { idleCpu, memory: memory2, memoryPerConnection } = this.#server.plan;
    this.any = idleCpu > 0 && Number.isFinite(this.#server.plan.cores) || memory2 !== null && memoryPerConnection !== null;
    this.#times = swapTimes(this.#server.plan, this.#server.admission.level.value);
  }
  get idleCpu() {
    return this.#server.plan.idleCpu;
  }
  get memory() {
    const { plan } = this.#server;
    if (plan.memory === null || plan.memoryPerConnection === null) return null;
    return {
      bytes: plan.memory,
      outOfMemory: this.outOfMemory,
      sessionsFit: Math.max(0, Math.floor((plan.memory - plan.sharedBuffers) / plan.memoryPerConnection)),
      usedWith: (sessions) => memoryUsed(plan, sessions),
      swapShareWith: (sessions) => shareInSwap(plan, sessions),
      swapTimesWith: (sessions) => swapTimes(plan, sessions)
    };
  }
  /** Times as slow as with enough memory, now. */
  get times() {
    return this.#times;
  }
  /** Cores that are left for statements. A twentieth of one always is. */
  get cores() {
    const { cores: cores3, idleCpu } = this.#server.plan;
    return idleCpu > 0 ? Math.max(Math.min(cores3, 0.05), cores3 - this.#server.admission.level.value * idleCpu) : cores3;
  }
  /** Core-µs that open sessions have taken since the start. */
  areaAt(now) {
    const { cores: cores3, idleCpu } = this.#server.plan;
    return idleCpu > 0 && Number.isFinite(cores3) ? idleCpu * this.#server.admission.level.areaAt(now) : 0;
  }
  /** What a statement pays for all open sessions. */
  get snapshot() {
    return this.#server.plan.snapshotCost * this.#server.admission.level.value / 100;
  }
  /** A session began or ended. */
  sessionsChanged() {
    const { plan } = this.#server;
    const sessions = this.#server.admission.level.value;
    const times2 = swapTimes(plan, sessions);
    const slower = times2 !== this.#times;
    this.#times = times2;
    if (slower || plan.idleCpu > 0) this.#server.speedChanged();
    if (plan.swap === null || plan.memory === null || this.#falling || memoryUsed(plan, sessions) <= plan.memory + plan.swap) return;
    this.#falling = true;
    this.#server.simulation.after(0, Rank.incident, this, 0);
  }
  /** The system has killed a backend: the server ends all its sessions, because shared memory may be damaged. */
  wake() {
    this.#falling = false;
    this.outOfMemory++;
    const { admission, plan } = this.#server;
    for (const connection of [...admission.connected]) admission.endSession(connection, Outcome.severed, plan.texts.crashed ?? plan.texts.severed);
  }
};

// src/model/database/firewall.ts
var Firewall = class {
  #server;
  constructor(server2) {
    this.#server = server2;
  }
  get isThere() {
    return this.#server.plan.firewallIdle !== forever;
  }
  /** A session lies idle: the firewall's patience begins, or goes on. The watch is looked at again when it wakes, so one is enough. */
  nowIdle(connection) {
    if (connection.session >= 0) connection.watch(Watch.firewall, this.#server.plan.firewallIdle);
  }
  /** Its time is up unless something was said meanwhile. */
  woken(connection) {
    if (connection.dead !== 0 || connection.state === ConnectionState.closed || connection.session < 0) return;
    const { plan, simulation } = this.#server;
    const speaks = connection.holder !== null && connection.holder.executing === connection;
    const due = speaks ? simulation.now + plan.firewallIdle : Math.max(connection.idleSince, connection.heardAt) + plan.firewallIdle;
    if (due > simulation.now) return connection.watch(Watch.firewall, due - simulation.now);
    connection.dead = Outcome.severed;
    connection.silent = plan.firewallAnswers === "silence";
    connection.deadText = (connection.silent ? plan.texts.silent : void 0) ?? plan.texts.severed;
  }
  /** How long one exchange on this connection takes before it is answered or given up; `limit`: the patience of whoever asks. */
  exchange(connection, limit) {
    const { roundTrip, tcpTimeout } = this.#server.plan;
    return connection.silent ? Math.min(limit, tcpTimeout) : roundTrip;
  }
};

// src/model/database/interference.ts
var Interference = class {
  /** How many times as long blocked time takes now, by class. */
  factors;
  #rules;
  #running;
  /** Whether anybody slows anybody. */
  any = false;
  constructor(classes) {
    this.factors = new Float64Array(classes).fill(1);
    this.#rules = new Array(classes).fill(null);
    this.#running = new Int32Array(classes);
  }
  /** While statements of `classIndex` run, class i takes `times[i]` as long. */
  rule(classIndex, times2) {
    this.#rules[classIndex] = times2;
    this.any = true;
  }
  begins(classIndex) {
    if (this.#rules[classIndex] === null) return;
    this.#running[classIndex] = this.#running[classIndex] + 1;
    if (this.#running[classIndex] === 1) this.#weigh();
  }
  ends(classIndex) {
    if (this.#rules[classIndex] === null) return;
    this.#running[classIndex] = this.#running[classIndex] - 1;
    if (this.#running[classIndex] === 0) this.#weigh();
  }
  #weigh() {
    this.factors.fill(1);
    for (const [slower, times2] of this.#rules.entries()) {
      if (times2 === null || this.#running[slower] === 0) continue;
      for (let i = 0; i < times2.length; i++) this.factors[i] = Math.max(this.factors[i], times2[i]);
    }
  }
};

// src/engine/line.ts
var nobody2 = -1;
var Line = class {
  count = 0;
  #first = nobody2;
  #last = nobody2;
  #before = new Int32Array(16);
  #after = new Int32Array(16);
  #priorities = new Int32Array(16);
  #waiters = [];
  /** Places to use again, a stack. */
  #free = new Int32Array(16);
  #freeCount = 0;
  /** The places of all in line in no order, and where each stands among them: kept from the first time one is drawn by lot. */
  #crowd = null;
  #seats = new Int32Array(0);
  /** Joins behind everyone of the same or a higher priority. */
  join(waiter, priority = 0) {
    const place5 = this.#freeCount > 0 ? this.#free[--this.#freeCount] : this.#waiters.length;
    if (place5 === this.#before.length) this.#grow();
    this.#waiters[place5] = waiter;
    this.#priorities[place5] = priority;
    let ahead = this.#last;
    while (ahead !== nobody2 && this.#priorities[ahead] < priority) ahead = this.#before[ahead];
    const behind = ahead === nobody2 ? this.#first : this.#after[ahead];
    this.#before[place5] = ahead;
    this.#after[place5] = behind;
    if (ahead === nobody2) this.#first = place5;
    else this.#after[ahead] = place5;
    if (behind === nobody2) this.#last = place5;
    else this.#before[behind] = place5;
    if (this.#crowd !== null) this.#sit(place5, this.count, this.#crowd);
    this.count++;
    return place5;
  }
  /** Joins in front of everyone, whatever their priority. */
  joinFirst(waiter) {
    return this.join(waiter, this.#first === nobody2 ? 0 : this.#priorities[this.#first] + 1);
  }
  /** The first in line, who stays there; null when nobody waits. */
  get first() {
    return this.#first === nobody2 ? null : this.#waiters[this.#first];
  }
  /** The last in line, who stays there; null when nobody waits. */
  get last() {
    return this.#last === nobody2 ? null : this.#waiters[this.#last];
  }
  /** Who stands at a place. */
  at(place5) {
    return this.#waiters[place5];
  }
  /** The one that `lot` out of `count` falls on: each is as likely where the lot is uniform. What order the lots stand for says nothing. */
  drawn(lot) {
    assert(lot >= 0 && lot < this.count, "there are that many in line");
    const crowd2 = this.#crowd ?? this.#gather();
    return this.#waiters[crowd2[lot]];
  }
  /** Everybody in line, the first first, for an observer. */
  get everybody() {
    const all3 = [];
    for (let place5 = this.#first; place5 !== nobody2; place5 = this.#after[place5]) all3.push(this.#waiters[place5]);
    return all3;
  }
  /** Another takes the very place of somebody in line. */
  passTo(place5, to) {
    this.#waiters[place5] = to;
  }
  /** Takes the first in line out. */
  leaveFirst() {
    assert(this.#first !== nobody2, "somebody is in line");
    this.leave(this.#first);
  }
  /** Takes a waiter out, wherever it stands. */
  leave(place5) {
    assert(this.#waiters[place5] !== null, "only someone in line can leave it");
    const ahead = this.#before[place5];
    const behind = this.#after[place5];
    if (ahead === nobody2) this.#first = behind;
    else this.#after[ahead] = behind;
    if (behind === nobody2) this.#last = ahead;
    else this.#before[behind] = ahead;
    this.#waiters[place5] = null;
    this.#free[this.#freeCount++] = place5;
    this.count--;
    if (this.#crowd !== null) this.#rise(place5, this.#crowd);
  }
  #gather() {
    const crowd2 = new Int32Array(this.#before.length);
    this.#crowd = crowd2;
    this.#seats = new Int32Array(this.#before.length);
    let seat = 0;
    for (let place5 = this.#first; place5 !== nobody2; place5 = this.#after[place5]) this.#sit(place5, seat++, crowd2);
    return crowd2;
  }
  #sit(place5, seat, crowd2) {
    crowd2[seat] = place5;
    this.#seats[place5] = seat;
  }
  /** One has left: the last of the crowd takes over where it stood. */
  #rise(place5, crowd2) {
    this.#sit(crowd2[this.count], this.#seats[place5], crowd2);
  }
  #grow() {
    const room = this.#before.length * 2;
    const before = new Int32Array(room);
    const after = new Int32Array(room);
    const priorities = new Int32Array(room);
    const free = new Int32Array(room);
    free.set(this.#free);
    this.#free = free;
    before.set(this.#before);
    after.set(this.#after);
    priorities.set(this.#priorities);
    this.#before = before;
    this.#after = after;
    this.#priorities = priorities;
    if (this.#crowd === null) return;
    const crowd2 = new Int32Array(room);
    const seats = new Int32Array(room);
    crowd2.set(this.#crowd);
    seats.set(this.#seats);
    this.#crowd = crowd2;
    this.#seats = seats;
  }
};

// src/model/database/row.ts
var Row = class {
  key = 0;
  mode = "exclusive";
  /** How many woke in vain and have not yet got round to waiting again. */
  awake = 0;
  line = new Line();
  holders = [];
  /** The book of all rows of its name. */
  tally;
  takenAt = 0;
  wake() {
    this.awake--;
  }
};
var noTicket = -1;
var LockWait = class {
  #locks;
  request;
  connection;
  row;
  mode = "exclusive";
  since = 0;
  /** The class of whoever held the row when this wait began. */
  behind = 0;
  place = 0;
  /** The lanes of the lock timeout and of the deadlock check, and its places there. */
  limitLane = null;
  limitTicket = noTicket;
  checkLane = null;
  checkTicket = noTicket;
  constructor(locks) {
    this.#locks = locks;
  }
  /** The request is taken out of the line before its turn: its statement was cancelled, its session ended. */
  leave() {
    this.#locks.leaves(this);
  }
  /** The statement goes on in another's name: its client has died. */
  passTo(_ticket, to) {
    this.request = to;
  }
  /** The first in line waits for the transactions that have the row, those behind it for the place that it holds in their sight (heap_lock_tuple). */
  heldBy() {
    const { line, holders } = this.row;
    if (line.first === this) return { event: "transactionid", by: holders };
    const all3 = line.everybody;
    return { event: "tuple", by: all3.slice(0, all3.indexOf(this)).map(({ connection }) => connection) };
  }
  wake(what) {
    if (what === Wake.deadlock) {
      this.checkLane = null;
      if (!this.#locks.closesCircle(this)) return;
    } else this.limitLane = null;
    const { request } = this;
    this.#locks.leaves(this);
    request.wake(what);
  }
};

// src/model/database/row-tally.ts
var RowTally = class _RowTally {
  name;
  /** Times that a row of this name was held, from the first who had it to the last who let go, and the µs of that. */
  holds = 0;
  held = 0;
  waits = [];
  constructor(name) {
    this.name = name;
  }
  /** The last who had a row lets go of it. */
  heldFor(span15) {
    this.holds++;
    this.held += span15;
  }
  /** The same book, to be written on. */
  copy() {
    const copy = new _RowTally(this.name);
    copy.holds = this.holds;
    copy.held = this.held;
    for (const one2 of this.waits) copy.waits.push({ ...one2 });
    return copy;
  }
  /** A wait is over, well or not. */
  waited(holder, waiter, span15) {
    const entry2 = this.waits.find((one2) => one2.holder === holder && one2.waiter === waiter) ?? this.#begin(holder, waiter);
    entry2.waits++;
    entry2.waited += span15;
  }
  #begin(holder, waiter) {
    const entry2 = { holder, waiter, waits: 0, waited: 0 };
    this.waits.push(entry2);
    return entry2;
  }
};

// src/model/database/locks.ts
var ofOneName = 2 ** 32;
var Locks = class {
  /** How many wait for a row. */
  waiting = new Level();
  /** Waits that are over, the µs they took together, and circles that were broken. */
  waits = 0;
  waited = 0;
  deadlocks = 0;
  /** The books of the rows, by name in the order in which the names were first used. */
  tallies = [];
  #database;
  #chance;
  #rows = /* @__PURE__ */ new Map();
  #freeRows = [];
  #freeWaits = [];
  #limitLane = null;
  #checkLane = null;
  constructor(database4, chance) {
    this.#database = database4;
    this.#chance = chance;
  }
  /** Reads the two timeouts again. */
  planChanged() {
    const { lockTimeout: lockTimeout2, deadlockTimeout: deadlockTimeout2 } = this.#database.plan;
    const { simulation } = this.#database;
    this.#limitLane = lockTimeout2 === forever ? null : simulation.lane(lockTimeout2, Rank.timeout);
    this.#checkLane = deadlockTimeout2 === forever || deadlockTimeout2 === 0 ? null : simulation.lane(deadlockTimeout2, Rank.timeout);
  }
  /** The number of the first row of that name. Rows of one name are numbered from there on. */
  rowsNamed(name) {
    let at2 = this.tallies.findIndex((one2) => one2.name === name);
    if (at2 < 0) at2 = this.tallies.push(new RowTally(name)) - 1;
    return at2 * ofOneName;
  }
  /** The books of the rows as they stand, with the holds and waits that are not over yet. */
  talliesAt(now) {
    const copies = this.tallies.map((one2) => one2.copy());
    for (const row of this.#rows.values()) {
      const copy = copies[this.tallies.indexOf(row.tally)];
      if (row.holders.length > 0) copy.heldFor(now - row.takenAt);
      for (const { behind, request, since: since3 } of row.line.everybody) copy.waited(behind, request.classIndex, now - since3);
    }
    return copies;
  }
  /** A statement needs a row: it goes on at once when its transaction has it or may have it, else it waits in line. */
  take(request, connection, key, mode2) {
    const row = this.#rows.get(key) ?? this.#newRow(key);
    if (row.holders.includes(connection) && (row.mode !== "share" || mode2 === "share")) {
      if (mode2 === "update") row.mode = "update";
      return onward;
    }
    if (this.#isFree(row, connection, mode2) && (row.line.count === 0 || row.holders.includes(connection))) {
      this.#hold(row, connection, mode2);
      return onward;
    }
    return this.#wait(row, request, connection, mode2);
  }
  /** The transaction on this connection is over: its rows go to whoever is next, or to one of all who wake, where it has changed them and its server does that. */
  release(connection, committed2) {
    const { rows } = connection;
    const wakesAll = committed2 && this.#database.plan.lockWakes === "all";
    for (const key of rows) {
      const row = this.#rows.get(key);
      this.#drop(row, connection);
      if (wakesAll && row.mode === "update" && row.line.count > 1) this.#stampede(row);
      else this.#serve(row);
    }
    rows.length = 0;
  }
  /** A waiter leaves the line before it had the row. Those behind it may go on, where they only share. */
  leaves(wait) {
    const { row } = wait;
    row.line.leave(wait.place);
    this.#over(wait);
    this.#serve(row);
  }
  /** Whether following who waits for whom from here leads back here. */
  closesCircle(wait) {
    const seen = /* @__PURE__ */ new Set();
    const open = wait.row.holders.filter((holder) => holder !== wait.connection);
    for (let holder = open.pop(); holder !== void 0; holder = open.pop()) {
      if (holder === wait.connection) {
        this.deadlocks++;
        return true;
      }
      if (seen.has(holder)) continue;
      seen.add(holder);
      const next2 = this.#waitOf(holder);
      if (next2 !== null) open.push(...next2.row.holders);
    }
    return false;
  }
  #waitOf(connection) {
    const parking = connection.holder?.parking;
    return parking instanceof LockWait && parking.connection === connection ? parking : null;
  }
  #newRow(key) {
    const row = this.#freeRows.pop() ?? new Row();
    row.key = key;
    row.tally = this.tallies[Math.floor(key / ofOneName)];
    this.#rows.set(key, row);
    return row;
  }
  /** Nobody else holds it, or all who do only share it and so would this one. */
  #isFree(row, connection, mode2) {
    if (row.holders.length === 0 || row.holders.length === 1 && row.holders[0] === connection) return true;
    return mode2 === "share" && row.mode === "share";
  }
  #hold(row, connection, mode2) {
    row.mode = mode2;
    if (row.holders.includes(connection)) return;
    if (row.holders.length === 0) row.takenAt = this.#database.simulation.now;
    row.holders.push(connection);
    connection.rows.push(row.key);
  }
  /** One who held the row lets go. */
  #drop(row, connection) {
    row.holders.splice(row.holders.indexOf(connection), 1);
    if (row.holders.length > 0) return;
    row.tally.heldFor(this.#database.simulation.now - row.takenAt);
  }
  #wait(row, request, connection, mode2) {
    const { simulation, plan } = this.#database;
    const wait = this.#freeWaits.pop() ?? new LockWait(this);
    wait.request = request;
    wait.connection = connection;
    wait.row = row;
    wait.mode = mode2;
    wait.since = simulation.now;
    wait.behind = (row.holders.find((one2) => one2 !== connection) ?? connection).holderClass;
    wait.place = row.line.join(wait);
    this.waiting.add(simulation.now, 1);
    if (plan.deadlockTimeout === 0 && this.closesCircle(wait)) {
      this.leaves(wait);
      return this.#database.cancels(request, Outcome.deadlock, plan.texts.deadlock);
    }
    wait.limitLane = this.#limitLane;
    if (this.#limitLane !== null) wait.limitTicket = this.#limitLane.set(wait, Wake.lockTimeout);
    wait.checkLane = this.#checkLane;
    if (this.#checkLane !== null) wait.checkTicket = this.#checkLane.set(wait, Wake.deadlock);
    return request.park(wait, 0);
  }
  /** The row is free, or freer than it was: the first in line has it, and with one who only shares all behind it that do too. */
  #serve(row) {
    for (let next2 = row.line.first; next2 !== null && this.#isFree(row, next2.connection, next2.mode); next2 = row.line.first) {
      this.#grant(row, next2);
      if (next2.mode !== "share") break;
    }
    if (row.holders.length > 0 || row.line.count > 0) return;
    this.#rows.delete(row.key);
    if (row.awake === 0) this.#freeRows.push(row);
  }
  /**
   * The row has a new version, and the line was for the old one: its waiters wake one after another, find that it was changed, and look for the new one. Who comes first
   * there is for the scheduler to say. Source: PostgreSQL, `heap_update` and `heap_lock_tuple`, which wait for a version (`LockTuple` of its place) and let go of it when it
   * was updated; access/heap/README.tuplock.
   */
  #stampede(row) {
    const { cpu } = this.#database;
    for (let idle2 = row.line.count - 1 - row.awake; idle2 > 0; idle2--) {
      row.awake++;
      cpu.demand = this.#database.wakeDemand();
      cpu.admit(row, Wake.locked);
    }
    this.#grant(row, row.line.drawn(Math.floor(this.#chance.uniform() * row.line.count)));
    const { first } = row.line;
    if (first !== null && row.mode === "share") this.#serve(row);
  }
  #grant(row, wait) {
    row.line.leave(wait.place);
    const { request, connection, mode: mode2 } = wait;
    this.#over(wait);
    this.#hold(row, connection, mode2);
    request.parking = null;
    this.#database.simulation.soon(request, Wake.locked);
  }
  #over(wait) {
    const { now } = this.#database.simulation;
    if (wait.limitLane !== null) wait.limitLane.leave(wait.limitTicket);
    if (wait.checkLane !== null) wait.checkLane.leave(wait.checkTicket);
    wait.limitLane = null;
    wait.checkLane = null;
    this.waits++;
    this.waited += now - wait.since;
    wait.row.tally.waited(wait.behind, wait.request.classIndex, now - wait.since);
    this.waiting.add(now, -1);
    this.#freeWaits.push(wait);
  }
};

// src/model/database/login-work.ts
var LoginWork = class {
  #server;
  constructor(server2) {
    this.#server = server2;
  }
  /** A login that would take `takes` on an idle server begins. */
  begin(connection, takes) {
    const work = Math.min(takes, this.#server.plan.connectCpu * this.#server.connectTimes);
    connection.loginRest = takes - work;
    this.#server.cpu.demand = work;
    connection.loginJob = this.#server.cpu.admit(connection, Watch.loginWork);
  }
  /** The work is done: what is left is waiting. */
  done(connection) {
    connection.loginJob = noSlot;
    if (connection.loginRest > 0) connection.watch(Watch.loginOver, connection.loginRest);
    else connection.pool.opening.loginOver(connection);
  }
  /** The client gives up. */
  abandon(connection) {
    if (connection.loginJob === noSlot) return;
    this.#server.cpu.leave(connection.loginJob);
    connection.loginJob = noSlot;
  }
};

// src/engine/rounds.ts
var nobody3 = -1;
var Rounds = class {
  /** How many are inside: those that run and those that wait for their turn. */
  running = new Level();
  #simulation;
  #slice;
  #speed;
  #cores;
  /** By processor: its slot, its job, when the job's need was last booked, when its slice began, and whether its event is the job's end. */
  #slots = [];
  #jobs = [];
  #since = [];
  #begun = [];
  #ends = [];
  #processors = 0;
  #busy = 0;
  /** By job: owner, what to wake it with, service it lacks, its processor, its neighbours in the line. */
  #owners = [];
  #whats = [];
  #lacking = [];
  #seats = [];
  #before = [];
  #after = [];
  #free = [];
  #first = nobody3;
  #last = nobody3;
  /** Service per µs on each busy processor; service that the next job asks for, in µs. */
  #rate = 0;
  demand = 0.5;
  #bookedAt = 0;
  #given = 0;
  #work = 0;
  #busyArea = 0;
  constructor(simulation, cores3, slice, speed2) {
    this.#simulation = simulation;
    this.#slice = slice;
    this.#cores = cores3;
    this.#speed = speed2;
    this.#seat(cores3);
  }
  /** Changes the law of speed, and the number of processors, from now on; a speed of zero stops all jobs. */
  setSpeed(cores3, speed2) {
    this.#book();
    for (let k = 0; k < this.#processors; k++) this.#settle(k);
    this.#cores = cores3;
    this.#speed = speed2;
    this.#seat(cores3);
    this.#dispatch();
    this.#rate = this.#rateNow();
    for (let k = 0; k < this.#processors; k++) this.#schedule(k);
  }
  /** A job enters with `demand` µs of service, written there beforehand: a double in a call would be boxed. `owner` is woken when it has received it. */
  admit(owner, what) {
    this.#book();
    const job = this.#free.pop() ?? this.#owners.length;
    this.#owners[job] = owner;
    this.#whats[job] = what;
    this.#lacking[job] = this.demand;
    this.#given += this.demand;
    this.running.add(this.#simulation.now, 1);
    const alone = this.#first === nobody3;
    this.#queue(job);
    this.#dispatch();
    this.#changed(alone && this.#first !== nobody3);
    return job;
  }
  /** A job leaves before it is finished. Returns the service it still lacked. */
  leave(job) {
    this.#book();
    const lacked = this.lacking(job);
    this.#forget(job);
    return lacked;
  }
  passTo(job, owner) {
    this.#owners[job] = owner;
  }
  /** Service that a job inside still lacks. */
  lacking(job) {
    const seat = this.#seats[job];
    if (seat !== nobody3) this.#settle(seat);
    return this.#lacking[job];
  }
  /** Processor `k`: its job is done, or its slice is over. */
  wake(k) {
    this.#book();
    this.#settle(k);
    const job = this.#jobs[k];
    if (this.#ends[k]) {
      const owner = this.#owners[job];
      this.#forget(job);
      owner.wake(this.#whats[job]);
      return;
    }
    if (this.#first === nobody3) return this.#schedule(k);
    this.#stop(k);
    this.#queue(job);
    this.#dispatch();
  }
  /** Service per unit of time that n jobs get together, under the present law. */
  speedAt(n) {
    return this.#speed(n);
  }
  /** ∫ min(jobs inside, cores) dt since the start. */
  busyAreaAt(now) {
    return this.#busyArea + Math.min(this.running.value, this.#cores) * (now - this.#bookedAt);
  }
  workAreaAt(now) {
    return this.#work + this.#busy * this.#rate * (now - this.#bookedAt);
  }
  /** Service asked for since the start; less what those who left, or were rounded, did not receive. */
  get workGiven() {
    return this.#given;
  }
  /** Service that the jobs inside still lack. */
  workLeftAt(now) {
    let sum2 = 0;
    for (let job = 0; job < this.#owners.length; job++) {
      if (this.#owners[job] === null) continue;
      const seat = this.#seats[job];
      sum2 += this.#lacking[job] - (seat === nobody3 ? 0 : this.#rate * (now - this.#since[seat]));
    }
    return sum2;
  }
  /** As many processors as there are cores, a part of one counted whole; those too many give their jobs back to the line. */
  #seat(cores3) {
    const wanted2 = Math.ceil(cores3);
    for (let k = this.#slots.length; k < wanted2; k++) {
      this.#slots.push(this.#simulation.calendar.source(this, k));
      this.#jobs.push(nobody3);
      this.#since.push(0);
      this.#begun.push(0);
      this.#ends.push(false);
    }
    for (let k = wanted2; k < this.#processors; k++) {
      const job = this.#jobs[k];
      if (job === nobody3) continue;
      this.#stop(k);
      this.#queue(job);
    }
    this.#processors = wanted2;
  }
  /** Free processors take the first in line. */
  #dispatch() {
    for (let k = 0; k < this.#processors && this.#first !== nobody3 && this.#busy < this.#processors; k++) {
      if (this.#jobs[k] !== nobody3) continue;
      const job = this.#first;
      this.#unqueue(job);
      this.#seats[job] = k;
      this.#jobs[k] = job;
      this.#since[k] = this.#begun[k] = this.#simulation.now;
      this.#busy++;
      this.#schedule(k);
    }
  }
  /** The job of a processor is no longer on it. */
  #stop(k) {
    this.#seats[this.#jobs[k]] = nobody3;
    this.#jobs[k] = nobody3;
    this.#busy--;
    this.#simulation.calendar.leave(this.#slots[k]);
  }
  /** How many are inside has changed: another speed, or somebody now waits. */
  #changed(waits) {
    const rate2 = this.#rateNow();
    if (rate2 === this.#rate && !waits) return;
    for (let k = 0; k < this.#processors; k++) this.#settle(k);
    this.#rate = rate2;
    for (let k = 0; k < this.#processors; k++) this.#schedule(k);
  }
  #rateNow() {
    const count3 = this.running.value;
    return count3 > 0 ? this.#speed(count3) / Math.min(count3, this.#processors) : 0;
  }
  /** The next event of a processor: its job is done, or (where somebody waits) its slice is over. */
  #schedule(k) {
    const { calendar, now } = this.#simulation;
    const slot = this.#slots[k];
    const job = this.#jobs[k];
    if (job === nobody3) return;
    const rate2 = this.#rate > 0 ? this.#rate : this.#rateNow();
    const done = rate2 > 0 ? now + Math.max(0, Math.round(this.#lacking[job] / rate2)) : never;
    const begun = this.#begun[k];
    const over = this.#first === nobody3 ? never : begun + Math.max(1, Math.ceil((now - begun) / this.#slice)) * this.#slice;
    this.#ends[k] = done <= over;
    if (done === never && over === never) calendar.leave(slot);
    else calendar.put(slot, Math.min(done, over), Rank.completion);
  }
  /** Books what the job of a processor has received. */
  #settle(k) {
    const { now } = this.#simulation;
    const job = this.#jobs[k];
    if (job !== nobody3) this.#lacking[job] = this.#lacking[job] - this.#rate * (now - this.#since[k]);
    this.#since[k] = now;
  }
  #book() {
    const { now } = this.#simulation;
    this.#work = this.workAreaAt(now);
    this.#busyArea = this.busyAreaAt(now);
    this.#bookedAt = now;
  }
  #queue(job) {
    this.#seats[job] = nobody3;
    this.#before[job] = this.#last;
    this.#after[job] = nobody3;
    if (this.#last === nobody3) this.#first = job;
    else this.#after[this.#last] = job;
    this.#last = job;
  }
  #unqueue(job) {
    const before = this.#before[job];
    const after = this.#after[job];
    if (before === nobody3) this.#first = after;
    else this.#after[before] = after;
    if (after === nobody3) this.#last = before;
    else this.#before[after] = before;
  }
  /** A job is gone, from its processor or from the line; what it lacked was not given after all. */
  #forget(job) {
    const seat = this.#seats[job];
    this.#given -= this.#lacking[job];
    if (seat === nobody3) this.#unqueue(job);
    else this.#stop(seat);
    this.#owners[job] = null;
    this.#free.push(job);
    this.running.add(this.#simulation.now, -1);
    this.#dispatch();
    this.#changed(false);
  }
};

// src/engine/station.ts
var nobody4 = -1;
var Station = class {
  /** How many are inside. */
  running = new Level();
  #simulation;
  #slot;
  #line = new Line();
  /** By place in the line: what each still lacks, and what to wake its owner with. */
  #lacking = [];
  #whats = [];
  /** In order of arrival: the places of those inside. */
  #order = [];
  #speed;
  #rate = 0;
  #since = 0;
  #given = 0;
  #done = 0;
  #busy = 0;
  constructor(simulation, speed2) {
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
    this.#speed = speed2;
  }
  /** Changes the law of speed from now on; a speed of zero stops the one in service. */
  setSpeed(_cores, speed2) {
    this.#settle();
    this.#speed = speed2;
    this.#reschedule();
  }
  /** Service that the next job asks for, in µs. */
  demand = 0.5;
  /** A job enters with `demand` µs of service, written there beforehand: a double in a call would be boxed. `owner` is woken when it has received it. */
  admit(owner, what) {
    this.#settle();
    const place5 = this.#line.join(owner);
    this.#lacking[place5] = this.demand;
    this.#whats[place5] = what;
    this.#order.push(place5);
    this.#given += this.demand;
    this.running.add(this.#simulation.now, 1);
    this.#reschedule();
    return place5;
  }
  /** A job leaves before it is finished. Returns the service it still lacked. */
  leave(place5) {
    this.#settle();
    const lacked = this.#lacking[place5];
    this.#forget(place5);
    this.#reschedule();
    return lacked;
  }
  /** A job goes on in another's name. */
  passTo(place5, owner) {
    this.#line.passTo(place5, owner);
  }
  /** Service that a job inside still lacks. */
  lacking(place5) {
    this.#settle();
    return this.#lacking[place5];
  }
  /** The one in service is done. */
  wake() {
    this.#settle();
    const place5 = this.#order[0];
    const owner = this.#line.at(place5);
    this.#forget(place5);
    this.#reschedule();
    owner.wake(this.#whats[place5]);
  }
  speedAt(n) {
    return this.#speed(n);
  }
  /** Time with somebody inside, since the start. */
  busyAreaAt(now) {
    return this.#busy + (this.#order.length > 0 ? now - this.#since : 0);
  }
  /** Service delivered since the start. */
  workAreaAt(now) {
    return this.#done + (this.#order.length > 0 ? this.#rate * (now - this.#since) : 0);
  }
  /** Service asked for since the start; less what those who left, or were rounded, did not receive. */
  get workGiven() {
    return this.#given;
  }
  /** Service that the jobs inside still lack. */
  workLeftAt(now) {
    const sum2 = this.#order.reduce((total2, place5) => total2 + this.#lacking[place5], 0);
    return this.#order.length > 0 ? sum2 - this.#rate * (now - this.#since) : 0;
  }
  /** Books what the one in service has received since the last change. */
  #settle() {
    const { now } = this.#simulation;
    const span15 = now - this.#since;
    this.#since = now;
    const first = this.#order[0] ?? nobody4;
    if (first === nobody4 || span15 === 0) return;
    this.#lacking[first] = this.#lacking[first] - this.#rate * span15;
    this.#done += this.#rate * span15;
    this.#busy += span15;
  }
  #forget(place5) {
    this.#given -= this.#lacking[place5];
    this.#line.leave(place5);
    this.#order.splice(this.#order.indexOf(place5), 1);
    this.running.add(this.#simulation.now, -1);
  }
  #reschedule() {
    const { calendar, now } = this.#simulation;
    const first = this.#order[0] ?? nobody4;
    if (first === nobody4) return calendar.leave(this.#slot);
    this.#rate = this.#speed(this.#order.length);
    const span15 = this.#rate > 0 ? Math.max(0, Math.round(this.#lacking[first] / this.#rate)) : never;
    if (span15 === never) calendar.leave(this.#slot);
    else calendar.put(this.#slot, now + span15, Rank.completion);
  }
};

// src/model/database/processors.ts
function processorsOf(simulation, { inTurn, scheduling: scheduling2, cores: cores3 }) {
  if (inTurn) return new Station(simulation, () => 1);
  return scheduling2 > 0 && Number.isFinite(cores3) ? new Rounds(simulation, cores3, scheduling2, () => 1) : new Share(simulation, cores3, () => 1);
}

// src/model/database/replication.ts
var Copying = class {
  /** Null: it is nobody's copy, or no longer. */
  follows = null;
  /** Those who follow this one. */
  followers = [];
  /** The figures of its time as a copy; null: it never was one. */
  record = null;
};
var Replication = class {
  /** The primary's name. */
  of;
  reads = 0;
  stale = 0;
  writes = 0;
  lost = 0;
  #lagSum = 0;
  #lagMax = 0;
  #replayed = 0;
  #copy;
  /** Writes that cannot be seen yet, in order: when each was committed and when its replay may begin. From `#head` on; the rest is done with. */
  #written = [];
  #mayBegin = [];
  #head = 0;
  /** The work of the first of them that is not done at `#since`, in µs of a whole core; and how many times as long work takes from then on. */
  #left = 0;
  #since = 0;
  #times = 1;
  constructor(copy, of) {
    this.#copy = copy;
    this.of = of;
    this.#left = copy.plan.replay ?? 0;
  }
  /** A write is committed at the primary now. */
  follows() {
    const { simulation, plan } = this.#copy;
    this.#look();
    this.#written.push(simulation.now);
    this.#mayBegin.push(simulation.now + plan.lag);
    this.writes++;
  }
  /** Somebody who wrote at `wroteAt` reads here now: whether the write is missing. */
  isMissing(wroteAt) {
    this.reads++;
    this.#look();
    const missing = this.#head < this.#written.length && this.#written[this.#head] <= wroteAt;
    if (missing) this.stale++;
    return missing;
  }
  /** How far behind the copy is: the age of the oldest write that cannot be seen; 0 where all can. */
  lagAt(now) {
    this.#catchUp(now);
    return this.#head < this.#written.length ? now - this.#written[this.#head] : 0;
  }
  /** Of the writes that could be seen until now. */
  get replayed() {
    this.#catchUp(this.#copy.simulation.now);
    return this.#replayed;
  }
  get lagSum() {
    this.#catchUp(this.#copy.simulation.now);
    return this.#lagSum;
  }
  /** Of those that cannot be seen yet, the oldest counts with its age. */
  get lagMax() {
    return Math.max(this.lagAt(this.#copy.simulation.now), this.#lagMax);
  }
  /** The primary is gone: what the copy has not got is lost, and it follows nobody any more. */
  promoted() {
    this.#catchUp(this.#copy.simulation.now);
    this.lost += this.#written.length - this.#head;
    this.#written = [];
    this.#mayBegin = [];
    this.#head = 0;
  }
  restartMax() {
    this.#catchUp(this.#copy.simulation.now);
    this.#lagMax = 0;
  }
  /** Replays until now, and looks how crowded the cores are from here on. Observers only read: what they ask for changes nothing. */
  #look() {
    const { simulation, plan, cpu, cpuTimes } = this.#copy;
    const { now } = simulation;
    this.#catchUp(now);
    const times2 = cpuTimes * Math.max(1, (cpu.running.value + 1) / plan.cores);
    if (times2 === this.#times) return;
    const begun = Math.max(this.#since, this.#mayBegin[this.#head] ?? now);
    if (begun < now) this.#left -= (now - begun) / this.#times;
    this.#since = now;
    this.#times = times2;
  }
  /** Has everything seen whose replay ends until now. */
  #catchUp(now) {
    for (; this.#head < this.#written.length; this.#head++) {
      const end = Math.round(Math.max(this.#since, this.#mayBegin[this.#head]) + this.#left * this.#times);
      if (end > now) break;
      const lag3 = end - this.#written[this.#head];
      this.#replayed++;
      this.#lagSum += lag3;
      this.#lagMax = Math.max(this.#lagMax, lag3);
      this.#left = this.#copy.plan.replay ?? 0;
      this.#since = end;
    }
    if (this.#head < 1024 || this.#head * 2 < this.#written.length) return;
    this.#written = this.#written.slice(this.#head);
    this.#mayBegin = this.#mayBegin.slice(this.#head);
    this.#head = 0;
  }
};
function replicate(servers2) {
  for (const server2 of servers2.values()) {
    const primary = server2.plan.replicaOf === null ? void 0 : servers2.get(server2.plan.replicaOf);
    if (primary === void 0) continue;
    const replication = new Replication(server2, primary.name);
    server2.copying.record = replication;
    server2.copying.follows = replication;
    primary.copying.followers = [...primary.copying.followers, replication];
  }
}

// src/model/database/admission.ts
function refusalOf(connection, { level: level2, connected }, plan) {
  const { maxConnections, reservedConnections, roleReservedConnections = 0, maxUserConnections = Number.POSITIVE_INFINITY, texts } = plan;
  const free = maxConnections - level2.value;
  if (free < reservedConnections + roleReservedConnections) return free < reservedConnections ? texts.reserved : texts.roleReserved ?? texts.reserved;
  if (maxUserConnections === Number.POSITIVE_INFINITY) return "";
  const { user } = connection.pool.group;
  const own2 = connected.reduce((n, one2) => n + (one2.pool.group.user === user ? 1 : 0), 0);
  return own2 <= maxUserConnections ? "" : (texts.tooManyOfUser ?? texts.tooMany).replace("{user}", user).replace("{max}", String(maxUserConnections));
}

// src/model/database/sessions.ts
var Login = { pending: 0, admitted: 1, refused: 2 };
var firstPid = 1001;
var Sessions = class {
  level = new Level();
  /** Connections with a session here, those logging in included. */
  connected = [];
  refused = 0;
  /** Sessions begun so far, logins that were refused later included; and the most there were at once. */
  begun = 0;
  most = 0;
  /** Sessions that ended without their client's goodbye. */
  aborted = 0;
  /** Statements and logins that hang until the server answers again. */
  gate = new Line();
  #server;
  constructor(server2) {
    this.#server = server2;
  }
  /** A connection logs in. PostgreSQL takes a slot first and looks at the reserved ones only when the login is through. */
  login(connection, connect) {
    connection.refusal = "";
    if (this.#server.state === "hangs") {
      connection.gate = this.gate.join(connection);
      return Login.pending;
    }
    if (this.#server.state === "refuses" || this.level.value >= this.#server.plan.maxConnections) {
      connection.refusal = this.#server.state === "refuses" ? this.#server.downText || this.#server.plan.texts.down : this.#server.plan.texts.tooMany;
      if (this.#server.plan.roundTrip === 0) return this.admitted(connection) ? Login.admitted : Login.refused;
      connection.watch(Watch.loginOver, this.#server.plan.roundTrip);
      return Login.pending;
    }
    this.#sessionBegins(connection);
    const takes = Math.round(connect.draw() * this.#server.connectTimes) + connection.pool.group.policy.open.setupTrips * this.#server.plan.roundTrip;
    if (takes <= 0) return this.admitted(connection) ? Login.admitted : Login.refused;
    if (this.#server.plan.connectCpu > 0) this.#server.logins.begin(connection, takes);
    else connection.watch(Watch.loginOver, takes);
    return Login.pending;
  }
  /** The server stopped answering while this login was under way: it begins anew when the server is back. */
  hold(connection) {
    this.sessionEnds(connection);
    connection.gate = this.gate.join(connection);
  }
  /** The login is through: whether the session stands. */
  admitted(connection) {
    if (connection.refusal === "") connection.refusal = refusalOf(connection, this, this.#server.plan);
    if (connection.refusal === "") return true;
    this.sessionEnds(connection);
    this.refused++;
    return false;
  }
  /** A session that was there before the run began. */
  admitAtOnce(connection) {
    connection.refusal = "";
    if (this.level.value >= this.#server.plan.maxConnections) return false;
    this.#sessionBegins(connection);
    if (refusalOf(connection, this, this.#server.plan) === "") return true;
    this.sessionEnds(connection);
    return false;
  }
  refusalText(connection) {
    return connection.refusal;
  }
  /** The client gives up on a login; the server forgets it. */
  abandonLogin(connection) {
    connection.unwatch(Watch.loginOver);
    this.#server.logins.abandon(connection);
    if (connection.gate >= 0) this.gate.leave(connection.gate);
    else this.#server.simulation.forget(connection);
    connection.gate = -1;
    this.sessionEnds(connection);
  }
  /** The session of a connection, if there is one, is gone. */
  sessionEnds(connection) {
    const at2 = connection.session;
    if (at2 < 0) return;
    connection.session = -1;
    const moved = this.connected.pop();
    if (moved !== connection) {
      this.connected[at2] = moved;
      moved.session = at2;
    }
    this.level.add(this.#server.simulation.now, -1);
    if (connection.rows.length > 0) this.#server.locks.release(connection, false);
    if (this.#server.burden.any) this.#server.burden.sessionsChanged();
    if (connection.server !== null) this.#server.pooler?.clientGone(connection);
  }
  /** Ends a session from the server's side. A statement that runs on it fails at once; otherwise whoever uses the connection next finds out. */
  endSession(connection, outcome, text3) {
    if (connection.session >= 0) this.aborted++;
    this.sessionEnds(connection);
    if (connection.state === ConnectionState.opening || connection.state === ConnectionState.late) {
      connection.refusal = text3;
      return;
    }
    connection.dead = outcome;
    connection.deadText = text3;
    const { holder, pool: pool3 } = connection;
    if (holder !== null && (holder.executing === connection || this.#server.pooler?.serves(holder, connection))) holder.interrupt(outcome, text3);
    else if (holder === null && connection.client !== null) pool3.group.pooler?.serverLost(connection);
    else if (connection.state === ConnectionState.idle && pool3.group.policy.noticesDeath) pool3.supply.lostIdle(connection);
    else if (connection.state === ConnectionState.lent && pool3.group.policy.deathFrees === "atOnce") pool3.quirks.abandoned.lost(connection);
  }
  /** Whether lying idle may cost a session its life. */
  get endsIdleSessions() {
    return this.#server.plan.idleSessionTimeout !== forever || this.#server.firewall.isThere;
  }
  /** A session lies idle in its pool: the patience with that of the server, and of a firewall before it, begins. */
  nowIdle(connection) {
    const { idleSessionTimeout } = this.#server.plan;
    if (this.#server.firewall.isThere) this.#server.firewall.nowIdle(connection);
    if (idleSessionTimeout !== forever && connection.session >= 0) connection.watch(Watch.idleSession, idleSessionTimeout);
  }
  idleSessionWatch(connection) {
    if (connection.state !== ConnectionState.idle || connection.session < 0) return;
    const due = connection.idleSince + this.#server.plan.idleSessionTimeout;
    if (due > this.#server.simulation.now) connection.watch(Watch.idleSession, due - this.#server.simulation.now);
    else this.endSession(connection, Outcome.severed, this.#server.plan.texts.idleSession);
  }
  /** A transaction lies idle: its session is ended unless a statement comes in time. */
  watchTransaction(connection) {
    const { idleInTransactionTimeout } = this.#server.plan;
    if (idleInTransactionTimeout !== forever && connection.inTransaction) connection.watch(Watch.idleInTransaction, idleInTransactionTimeout);
  }
  endIdleInTransaction(connection) {
    if (connection.session >= 0) this.endSession(connection, Outcome.idleInTransactionTimeout, this.#server.plan.texts.idleInTransaction);
  }
  /** A transaction begins, or a statement outside one: its session is ended unless it is over in time. */
  watchLength(connection) {
    const { transactionTimeout: transactionTimeout2 } = this.#server.plan;
    if (transactionTimeout2 !== forever) connection.watch(Watch.transaction, transactionTimeout2);
  }
  endLongTransaction(connection) {
    if (connection.session >= 0 && this.#server.plan.transactionTimeout !== forever) this.endSession(connection, Outcome.transactionTimeout, this.#server.plan.texts.transaction);
  }
  #sessionBegins(connection) {
    connection.session = this.connected.length;
    connection.pid = firstPid + this.begun++;
    this.connected.push(connection);
    if (this.connected.length > this.most) this.most = this.connected.length;
    this.level.add(this.#server.simulation.now, 1);
    if (this.#server.burden.any) this.#server.burden.sessionsChanged();
  }
};

// src/model/database/database.ts
var Database = class {
  name;
  kind;
  simulation;
  cpu;
  disks;
  interference;
  admission;
  locks;
  copying = new Copying();
  firewall;
  burden;
  logins;
  /** The pooler that answers here; null: this is a database. */
  pooler = null;
  plan;
  /** Exchanges of one round trip; null where the network costs nothing. */
  tripLane;
  statementLane = null;
  statements = 0;
  /** Times as slow as planned: processor, blocked time, logins. Changed by incidents. */
  cpuTimes = 1;
  blockedTimes = 1;
  connectTimes = 1;
  state = "up";
  /** What logins hear while it refuses, where that is not what the plan says; '' for that. */
  downText = "";
  /** Whether a connection that the client closes takes time to end. */
  closeTakesTime = false;
  /** Whether a statement costs the processor more than it asks for. */
  chargesStatements = false;
  /** Some plan of this run has limited the length of transactions. */
  #limitsTransactions = false;
  /** Core-µs that statements were charged for crowding: work for the cores, but none that anybody asked for. */
  #extraWork = 0.5;
  constructor(simulation, name, plan, classes, streams) {
    this.simulation = simulation;
    this.name = name;
    this.kind = plan.kind;
    this.plan = plan;
    this.cpu = processorsOf(simulation, plan);
    this.disks = Number.isFinite(plan.disks) ? new Share(simulation, plan.disks, (n) => Math.min(n, plan.disks)) : null;
    this.tripLane = plan.roundTrip > 0 ? simulation.lane(plan.roundTrip, Rank.completion) : null;
    this.interference = new Interference(classes);
    this.admission = new Sessions(this);
    this.locks = new Locks(this, streams.named(`database/${name}/rows`));
    this.firewall = new Firewall(this);
    this.burden = new Burden(this);
    this.logins = new LoginWork(this);
    this.#extraWork = 0;
    this.planChanged(plan);
  }
  /** Puts another plan in force from now on: cores, timeouts, contention. */
  planChanged(plan) {
    const idleSessionsToo = plan.idleSessionTimeout !== this.plan.idleSessionTimeout;
    this.plan = plan;
    this.closeTakesTime = plan.close.law !== "constant" || plan.close.value > 0;
    this.burden.planChanged();
    this.chargesStatements = plan.contention.law === "perStatement" || plan.snapshotCost > 0;
    this.statementLane = plan.statementTimeout === forever ? null : this.simulation.lane(plan.statementTimeout, Rank.timeout);
    this.locks.planChanged();
    if (plan.transactionTimeout !== forever) this.#limitsTransactions = true;
    this.speedChanged();
    if (!idleSessionsToo) return;
    for (const connection of this.admission.connected) {
      connection.unwatch(Watch.idleSession);
      if (connection.state === ConnectionState.idle) this.admission.nowIdle(connection);
    }
  }
  /** Tells the cores and disks how fast they are now. */
  speedChanged() {
    const { contention: contention2, disks } = this.plan;
    const { cores: cores3, times: times2 } = this.burden;
    const cpuSpeed = this.state === "hangs" ? 0 : 1 / (this.cpuTimes * times2);
    const diskSpeed = this.state === "hangs" ? 0 : 1 / this.blockedTimes;
    this.cpu.setSpeed(cores3, (n) => speed(contention2, cores3, n) * cpuSpeed);
    this.disks?.setSpeed(disks, (n) => Math.min(n, disks) * diskSpeed);
  }
  // ----------------------------------------------------------------------------------------------------------------- statements
  /** A statement begins on a connection: its deadline is set. The step that runs it hears of the end. */
  statementBegins(request, connection, ownTimeout) {
    this.statements++;
    assert(request.deadline === null, "a deadline of asking is over before a statement begins");
    request.executing = connection;
    connection.queryAt = this.simulation.now;
    if (connection.inTransaction) connection.unwatch(Watch.idleInTransaction);
    else if (this.#limitsTransactions) this.admission.watchLength(connection);
    if (this.interference.any) this.interference.begins(request.classIndex);
    if (this.statementLane === null && ownTimeout === null) return;
    const lane = ownTimeout !== null && ownTimeout < this.plan.statementTimeout ? this.simulation.lane(ownTimeout, Rank.timeout) : this.statementLane;
    if (lane === null) return;
    request.deadline = lane;
    request.deadlineTicket = lane.set(request, Wake.statementTimeout);
  }
  /** The statement is over, well or not. */
  statementOver(request) {
    const connection = request.executing;
    assert(connection !== null, "only a running statement ends");
    request.executing = null;
    connection.idleSince = this.simulation.now;
    request.dropDeadline();
    if (this.interference.any) this.interference.ends(request.classIndex);
    if (connection.inTransaction) this.admission.watchTransaction(connection);
    else if (this.#limitsTransactions || connection.rows.length > 0) this.transactionOver(connection, true);
  }
  /** A transaction begins. */
  transactionBegins(connection) {
    connection.inTransaction = true;
    this.admission.watchTransaction(connection);
    if (this.#limitsTransactions) this.admission.watchLength(connection);
  }
  /** A transaction ends, well or not: its rows are free again. */
  transactionOver(connection, committed2) {
    connection.inTransaction = false;
    connection.unwatch(Watch.idleInTransaction);
    if (this.#limitsTransactions) connection.unwatch(Watch.transaction);
    if (connection.rows.length > 0) this.locks.release(connection, committed2);
  }
  /** The server gives up on a statement: what it undoes has no rows any more. The request hears `outcome`. */
  cancels(request, outcome, text3) {
    const connection = request.executing;
    if (connection.rows.length > 0 && (this.plan.undoes === "transaction" || outcome === Outcome.deadlock)) this.locks.release(connection, false);
    return request.fails(outcome, text3);
  }
  /** Adds to the work of a statement that starts now what its start costs the processor. By a field: a double in a call would be boxed. */
  charge(request) {
    if (!this.chargesStatements) return;
    const extra2 = this.#startCost();
    this.#extraWork += extra2;
    request.work += extra2;
  }
  /** What one who wakes for a row costs the processor now. */
  wakeDemand() {
    const extra2 = this.plan.lockWakeCpu + (this.chargesStatements ? this.#startCost() : 0);
    this.#extraWork += extra2;
    return extra2;
  }
  #startCost() {
    return statementCost(this.plan.contention, this.plan.cores, this.cpu.running.value + 1) + (this.plan.snapshotCost > 0 ? this.burden.snapshot : 0);
  }
  /** How many times as long blocked time takes for this class now. */
  blockedFactor(classIndex) {
    const own2 = this.interference.factors[classIndex];
    return this.disks === null ? own2 * this.blockedTimes : own2;
  }
  /** Core-µs that the running statement of a request still lacks; 0 when it is not on the cores. */
  workLeftOf(request) {
    return request.parking === this.cpu ? this.cpu.lacking(request.ticket) : 0;
  }
  get isHanging() {
    return this.state === "hangs";
  }
  /** A statement reaches a server that hangs. */
  waitAtGate(request) {
    return request.park(this, this.admission.gate.join(request));
  }
  leave(place5) {
    this.admission.gate.leave(place5);
  }
  /** The server answers again: everyone at the gate goes on, in order. */
  openGate() {
    for (let one2 = this.admission.gate.first; one2 !== null; one2 = this.admission.gate.first) {
      this.admission.gate.leaveFirst();
      if ("gate" in one2) one2.gate = -1;
      this.simulation.soon(one2, Wake.gateOpen);
    }
  }
  // ------------------------------------------------------------------------------------------------------------------ for observers
  get sessions() {
    return this.admission.level;
  }
  get refused() {
    return this.admission.refused;
  }
  get running() {
    return this.cpu.running;
  }
  get cores() {
    return this.plan.cores;
  }
  get maxConnections() {
    return this.plan.maxConnections;
  }
  get contention() {
    return contentionText(this.plan.contention);
  }
  busyAreaAt(now) {
    return this.cpu.busyAreaAt(now) + this.burden.areaAt(now);
  }
  workAreaAt(now) {
    return this.cpu.workAreaAt(now) + this.burden.areaAt(now) - this.#extraWork;
  }
  speedAt(running) {
    return this.cpu.speedAt(running);
  }
  get workGiven() {
    return this.cpu.workGiven + this.burden.areaAt(this.simulation.now) - this.#extraWork;
  }
  workLeftAt(now) {
    return this.cpu.workLeftAt(now);
  }
};

// src/model/fleet.ts
var App = class {
  name;
  instances;
  #balance;
  #coins;
  #turn = 0;
  constructor(name, plan, simulation, coins) {
    this.name = name;
    this.instances = Array.from({ length: plan.instances }, (_2, index) => ({
      index,
      busy: 0,
      away: false,
      cpu: Number.isFinite(plan.cores) ? new Share(simulation, plan.cores, (n) => Math.min(n, plan.cores)) : null
    }));
    this.#balance = plan.balance;
    this.#coins = coins;
  }
  /** The instance that gets the next request; one that is away only when all are. */
  next() {
    const { instances } = this;
    if (instances.length === 1) return instances[0];
    for (let tries = 0; tries < instances.length; tries++) {
      const chosen2 = this.#choose();
      if (!chosen2.away) return chosen2;
    }
    return instances.find((instance) => !instance.away) ?? instances[0];
  }
  #choose() {
    const { instances } = this;
    if (this.#balance === "random") return instances[Math.floor(this.#coins.uniform() * instances.length)];
    if (this.#balance === "leastBusy") return instances.reduce((least, one2) => one2.away || !least.away && least.busy <= one2.busy ? least : one2);
    const chosen2 = instances[this.#turn];
    this.#turn = (this.#turn + 1) % instances.length;
    return chosen2;
  }
};

// src/model/incidents/cores.ts
var cores2 = ({ database: database4, to }, stage) => {
  const server2 = stage.database(database4);
  const before = server2.plan.cores;
  server2.planChanged({ ...server2.plan, cores: to });
  return () => server2.planChanged({ ...server2.plan, cores: before });
};

// src/model/incidents/coming-up.ts
function warmUp(server2, { times: times2, for: span15 }) {
  const change = (by) => {
    server2.blockedTimes *= by;
    server2.speedChanged();
  };
  change(times2);
  server2.simulation.after(span15, Rank.incident, { wake: () => change(1 / times2) }, 0);
}
function comesUp(server2) {
  server2.state = "up";
  server2.downText = "";
  server2.speedChanged();
  server2.openGate();
}

// src/model/incidents/failover.ts
function meetSilence(request, server2) {
  const { simulation, plan } = server2;
  request.unpark();
  if (request.executing === null) request.dropDeadline();
  else server2.statementOver(request);
  request.park(simulation.calendar, simulation.after(plan.tcpTimeout, Rank.timeout, request, Wake.silence));
}
function blackhole(server2, stage) {
  const { silent, severed } = server2.plan.texts;
  server2.state = "hangs";
  server2.speedChanged();
  const mute = /* @__PURE__ */ new Set();
  for (const connection of [...server2.admission.connected]) {
    if (connection.isOpening) continue;
    if (connection.holder !== null && connection.holder.orphan === connection) {
      server2.admission.endSession(connection, Outcome.severed, severed);
      continue;
    }
    server2.admission.sessionEnds(connection);
    connection.dead = Outcome.severed;
    connection.deadText = silent ?? severed;
    connection.silent = true;
    mute.add(connection);
  }
  const waiting2 = stage.life.all.filter((request) => request.classIndex >= 0 && (request.executing !== null && mute.has(request.executing) || request.parking === server2));
  for (const request of waiting2.sort((a, b) => a.number - b.number)) meetSilence(request, server2);
}
function cut(server2) {
  server2.state = "refuses";
  server2.speedChanged();
  for (const connection of [...server2.admission.connected]) server2.admission.endSession(connection, Outcome.severed, server2.plan.texts.severed);
  server2.openGate();
}
var failover2 = ({ database: database4, to, takes, sessions, coldCache: coldCache2 }, stage) => {
  const lost = stage.database(database4);
  const next2 = stage.database(to);
  next2.copying.follows?.promoted();
  next2.copying.follows = null;
  if (sessions === "lost") cut(lost);
  else blackhole(lost, stage);
  const wake = () => {
    for (const group2 of stage.pools) if (group2.target === lost) group2.target = next2;
    lost.state = "refuses";
    lost.speedChanged();
    lost.openGate();
    next2.copying.followers = [...next2.copying.followers, ...lost.copying.followers.filter((copy) => copy !== next2.copying.record)];
    lost.copying.followers = [];
    if (coldCache2 !== null) warmUp(next2, coldCache2);
  };
  const span15 = Math.max(0, lawFrom(takes, stage.coins).draw());
  if (span15 > 0) stage.simulation.after(span15, Rank.incident, { wake }, 0);
  else wake();
  return null;
};

// src/model/incidents/kill.ts
var kill2 = ({ database: database4, class: className, idleLongerThan }, stage) => {
  const victim = className === null ? -1 : stage.requestClass(className).index;
  const servers2 = database4 === null ? stage.databases : [stage.database(database4)];
  const { now } = stage.simulation;
  for (const server2 of servers2) {
    for (const connection of [...server2.admission.connected]) {
      const lent = connection.state === ConnectionState.lent;
      const ofClass2 = lent && connection.holderClass === victim;
      const working = connection.holder !== null && connection.holder.executing === connection;
      const idleFor = working ? 0 : now - Math.max(connection.idleSince, lent ? connection.lentAt : 0);
      if (idleLongerThan === null ? ofClass2 : idleFor > idleLongerThan) server2.admission.endSession(connection, Outcome.killed, server2.plan.texts.killed);
    }
  }
  return null;
};

// src/model/incidents/lag.ts
var lag2 = ({ database: database4, to }, stage) => {
  const server2 = stage.database(database4);
  const before = server2.plan.lag;
  server2.planChanged({ ...server2.plan, lag: to });
  return () => server2.planChanged({ ...server2.plan, lag: before });
};

// src/model/incidents/leak.ts
var leak3 = ({ route, rate: rate2, share: share3 }, stage) => {
  for (const copy of stage.routes(route)) copy.leak(rate2 > 0 ? { kind: "rate", rate: rate2 } : { kind: "share", share: share3 });
  return () => {
    for (const copy of stage.routes(route)) copy.leak({ kind: "never" });
  };
};

// src/model/incidents/move.ts
var move2 = ({ route, pool: pool3 }, stage) => {
  for (const copy of stage.routes(route)) copy.moveTo(stage.pool(pool3));
  return null;
};

// src/model/incidents/outage.ts
var outage2 = ({ database: database4, how }, stage) => {
  const server2 = stage.database(database4);
  server2.state = how === "refuse" ? "refuses" : "hangs";
  server2.speedChanged();
  if (how === "refuse") for (const connection of [...server2.admission.connected]) server2.admission.endSession(connection, Outcome.severed, server2.plan.texts.severed);
  return () => {
    comesUp(server2);
  };
};

// src/model/incidents/repoint.ts
var repoint2 = ({ pool: pool3, database: database4 }, stage) => {
  const group2 = stage.pool(pool3);
  const before = group2.target;
  const point = (name) => {
    group2.target = stage.database(name);
    for (const copy of group2.pools) {
      for (const connection of [...copy.roster.connections]) {
        if (connection.state === ConnectionState.idle) copy.discard(connection, "moved");
        else connection.expired = true;
      }
    }
  };
  point(database4);
  return () => point(before.name);
};

// src/model/incidents/resize.ts
var resize2 = ({ pool: pool3, to }, stage) => {
  const group2 = stage.pool(pool3);
  const { max, minimum, reserve } = group2.policy;
  group2.change({ ...group2.policy, max: to + reserve.count, minimum: minimum === max ? to : Math.min(minimum, to) });
  return () => group2.change({ ...group2.policy, max, minimum });
};

// src/model/orphan.ts
function leaveBehind(request) {
  const { executing: connection, parking } = request;
  if (connection === null || connection !== request.latest || parking === null || parking.passTo === void 0) return;
  if (connection.client !== null || connection.pool.group.pooler !== null || connection.database.pooler !== null) return;
  const left = connection.database.workLeftOf(request);
  const orphan = standIn(request);
  orphan.wastedWork = left;
  parking.passTo(request.ticket, orphan);
  request.deadline?.passTo?.(request.deadlineTicket, orphan);
  request.executing = null;
  request.parking = null;
  request.deadline = null;
  leavesPool(connection, request);
  connection.holder = orphan;
  checkForClient(connection, orphan);
}
function orphanEnds(orphan, connection) {
  orphan.orphan = null;
  connection.pool.roster.strike(connection);
  if (orphan.wastedWork > 0) orphan.life.witness.wasted(orphan.classIndex, orphan.wastedWork);
  orphan.life.putBack(orphan);
}
function standIn(request) {
  const { classIndex, priority, route, phase, executing, parking, ticket, deadline, deadlineTicket } = request;
  const orphan = request.life.take();
  Object.assign(orphan, { classIndex, priority, route, phase, executing, parking, ticket, deadline, deadlineTicket, orphan: executing, counted: false, abandoned: true, forgets: false });
  orphan.demands = Float64Array.from(request.demands);
  orphan.steps = request.steps.slice(request.at, request.at + 1);
  orphan.at = 0;
  return orphan;
}
function leavesPool(connection, request) {
  const { pool: pool3 } = connection;
  const { group: group2, simulation } = pool3;
  const held2 = simulation.now - connection.lentAt;
  request.held += held2;
  pool3.unlend(connection, request);
  if (pool3.tracer !== null) pool3.tell("return", connection, request);
  if (connection.reported) pool3.upkeep.unleaked(connection, request);
  group2.life.witness.returned(group2.index, request.classIndex, held2);
  if (pool3.tracer !== null) pool3.tell("close", connection, null, "drained");
  group2.closed++;
  group2.open.add(simulation.now, -1);
  connection.unwatchAll();
  connection.state = ConnectionState.closing;
  pool3.roster.vacate(connection);
}
function checkForClient(connection, orphan) {
  const { clientCheckInterval: every = forever } = connection.database.plan;
  if (every === forever) return;
  const { simulation } = connection.pool;
  const { number: number2 } = orphan;
  const looks = Math.floor((simulation.now - connection.queryAt) / every) + 1;
  const wake = () => {
    if (orphan.number === number2 && orphan.orphan === connection) orphan.interrupt(Outcome.severed, "");
  };
  simulation.calendar.once(connection.queryAt + looks * every, Rank.timeout, { wake }, 0);
}

// src/model/incidents/restart.ts
function goDown(groups, stage) {
  const lost = /* @__PURE__ */ new Set();
  for (const request of stage.life.all) {
    let holds = false;
    for (let held2 = request.latest; held2 !== null; held2 = held2.below) holds ||= groups.includes(held2.pool.group);
    const waits = request.parking !== null && groups.some((group2) => group2.pools.some((copy) => request.parking === copy.waiting || request.parking === copy.lock || copy.roster.connections.some((connection) => connection === request.parking)));
    if (request.classIndex >= 0 && (holds || waits || (request.instance?.away ?? false))) lost.add(whole2(request));
  }
  for (const request of [...lost].sort((a, b) => a.number - b.number)) {
    for (const one2 of stage.life.all.filter((other) => other.classIndex >= 0 && other.executing !== null && whole2(other) === request)) leaveBehind(one2);
    request.interrupt(Outcome.appDown, "the app was restarted");
  }
  for (const group2 of groups) {
    for (const copy of group2.pools) {
      for (const connection of [...copy.roster.connections]) {
        if (connection.leaked) copy.quirks.abandoned.reclaim(connection);
        else if (connection.state === ConnectionState.idle) copy.close(connection, "drained");
      }
    }
  }
}
var whole2 = (request) => request.parent === null ? request : whole2(request.parent);
function bouncePooler({ front, pool: pool3, group: group2 }, takes, stage) {
  front.state = "refuses";
  for (const client of [...front.admission.connected]) front.admission.endSession(client, Outcome.severed, front.plan.texts.severed);
  goDown([group2], stage);
  const wake = () => {
    front.state = "up";
  };
  const span15 = Math.max(0, lawFrom(takes, stage.coins).draw());
  if (span15 > 0) pool3.simulation.after(span15, Rank.incident, { wake }, 0);
  else wake();
}
function bounceDatabase(server2, { how, takes, coldCache: coldCache2 }, stage) {
  const { texts } = server2.plan;
  server2.state = "refuses";
  server2.downText = texts.startingUp ?? "";
  server2.speedChanged();
  const text3 = (how === "crash" ? texts.crashed : texts.shutDown) ?? texts.severed;
  for (const connection of [...server2.admission.connected]) server2.admission.endSession(connection, Outcome.severed, text3);
  server2.openGate();
  const wake = () => {
    comesUp(server2);
    if (coldCache2 !== null) warmUp(server2, coldCache2);
  };
  const span15 = Math.max(0, lawFrom(takes, stage.coins).draw());
  if (span15 > 0) stage.simulation.after(span15, Rank.incident, { wake }, 0);
  else wake();
}
var restart2 = (plan, stage) => {
  const { app: app2, pool: pool3, database: database4, takes } = plan;
  if (database4 !== null) {
    bounceDatabase(stage.database(database4), plan, stage);
    return null;
  }
  const pooler2 = pool3 === null ? null : stage.pooler(pool3);
  if (pooler2 !== null) {
    bouncePooler(pooler2, takes, stage);
    return null;
  }
  const owner = app2 === null ? null : stage.app(app2);
  const groups = owner === null ? [stage.pool(pool3 ?? "")] : stage.poolsOf(owner);
  for (const instance of owner?.instances ?? []) instance.away = true;
  for (const group2 of groups) for (const copy of group2.pools) copy.start.away = true;
  goDown(groups, stage);
  const span15 = Math.max(0, lawFrom(takes, stage.coins).draw());
  const wake = () => {
    for (const instance of owner?.instances ?? []) instance.away = false;
    for (const group2 of groups) for (const copy of group2.pools) copy.start.cold();
  };
  stage.simulation.after(span15, Rank.incident, { wake }, 0);
  return null;
};

// src/model/incidents/scale.ts
var scale2 = ({ class: className, by }, stage) => {
  const source = stage.source(className);
  source.scale(by);
  return () => source.scale(1);
};

// src/model/incidents/sever.ts
var sever2 = ({ pool: pool3, database: database4, share: share3 }, stage) => {
  const connections = pool3 === null ? stage.database(database4 ?? "").admission.connected : stage.pool(pool3).pools.flatMap((copy) => copy.roster.connections);
  for (const connection of [...connections]) {
    if (connection.session >= 0 && (share3 >= 1 || stage.coins.uniform() < share3)) {
      connection.database.admission.endSession(connection, Outcome.severed, connection.database.plan.texts.severed);
    }
  }
  return null;
};

// src/model/incidents/shed.ts
var shed2 = ({ class: className, share: share3 }, stage) => {
  const { shedding } = stage.requestClass(className);
  shedding.share = share3;
  return () => {
    shedding.share = 0;
  };
};

// src/model/incidents/slowdown.ts
var slowdown2 = ({ database: database4, times: times2, of }, stage) => {
  const server2 = stage.database(database4);
  const change = (changed) => {
    if (of === "all" || of === "cpu") server2.cpuTimes = changed(server2.cpuTimes);
    if (of === "all" || of === "blocked") server2.blockedTimes = changed(server2.blockedTimes);
    if (of === "all" || of === "connect") server2.connectTimes = changed(server2.connectTimes);
    server2.speedChanged();
  };
  change((slowness) => slowness * times2);
  return () => change((slowness) => slowness / times2);
};

// src/model/incidents/timeout.ts
var poolChange = (which, to) => which === "acquire" ? { patience: constantLaw(to) } : which === "idle" ? { idleTimeout: to } : which === "lifetime" ? { lifetime: to } : null;
var databaseChange = (which, to) => {
  switch (which) {
    case "statement":
      return { statementTimeout: to };
    case "idleInTransaction":
      return { idleInTransactionTimeout: to };
    case "idleSession":
      return { idleSessionTimeout: to };
    case "lock":
      return { lockTimeout: to };
    case "transaction":
      return { transactionTimeout: to };
    case "acquire":
    case "idle":
    case "lifetime":
      return {};
    default:
      return unreachable(which);
  }
};
var asBefore = (change, before) => Object.fromEntries(Object.keys(change).map((key) => [key, before[key]]));
var timeout4 = ({ pool: pool3, database: database4, which, to }, stage) => {
  const change = poolChange(which, to);
  if (change !== null && pool3 !== null) {
    const group2 = stage.pool(pool3);
    const before2 = group2.policy;
    group2.change({ ...before2, ...change });
    return () => group2.change({ ...group2.policy, ...asBefore(change, before2) });
  }
  const server2 = stage.database(database4 ?? "");
  const before = server2.plan;
  const planned2 = databaseChange(which, to);
  server2.planChanged({ ...before, ...planned2 });
  return () => server2.planChanged({ ...server2.plan, ...asBefore(planned2, before) });
};

// src/model/incidents/index.ts
var deeds = { resize: resize2, timeout: timeout4, slowdown: slowdown2, outage: outage2, sever: sever2, kill: kill2, leak: leak3, cores: cores2, restart: restart2, failover: failover2, lag: lag2, move: move2, repoint: repoint2, scale: scale2, shed: shed2 };
function act(plan, stage) {
  return deeds[plan.do](plan, stage);
}

// src/model/life.ts
var Life = class {
  simulation;
  witness;
  classes;
  #measureFrom;
  #demands;
  /** Records to use again, a stack. */
  #free = [];
  #freeCount = 0;
  /** Every record ever made, for those who must find the requests of an app or a class. */
  all = [];
  /** Requests begun so far. */
  begun = 0;
  #taken = 0;
  #told;
  constructor(simulation, witness, classes, measureFrom, demands) {
    this.simulation = simulation;
    this.witness = witness;
    this.classes = classes;
    this.#measureFrom = measureFrom;
    this.#demands = demands;
    this.#told = classes.map(() => []);
  }
  /** A request of `requestClass` arrives now. `tag` is its origin's own mark. */
  start(requestClass, tag = 0) {
    const request = this.prepare(requestClass, tag);
    this.attempt(request);
    return request;
  }
  /** The same without setting out: the origin may still change what was drawn, and must then call `attempt`. */
  prepare(requestClass, tag) {
    const request = this.take();
    const { now } = this.simulation;
    request.classIndex = requestClass.index;
    request.priority = requestClass.priority;
    request.tag = tag;
    request.arrivedAt = now;
    request.waited = 0;
    request.held = 0;
    request.everHeld = false;
    request.attempts = 0;
    request.counted = now >= this.#measureFrom;
    this.begun++;
    request.route = requestClass.route;
    request.route.draw(request);
    this.witness.arrived(request);
    if (requestClass.patience !== null) requestClass.patience.begin(request);
    return request;
  }
  /** Sets out, for the first time or again. */
  attempt(request) {
    const requestClass = this.classOf(request);
    request.attempts++;
    request.attemptAt = this.simulation.now;
    if (requestClass.shedding.share > 0 && request.attempts === 1 && requestClass.shedding.turnsAway()) return this.#refuseAtDoor(request, Outcome.shed);
    if (requestClass.breaker !== null && !requestClass.breaker.permits(this.simulation.now)) return this.#refuseAtDoor(request, Outcome.breakerOpen);
    const instance = requestClass.app.next();
    if (instance.away) return this.#refuseAtDoor(request, Outcome.appDown);
    request.instance = instance;
    instance.busy++;
    request.steps = request.route.steps;
    request.begin();
  }
  /** A branch of a parallel step sets out beside its parent. */
  branch(parent, steps3) {
    const child = this.take();
    child.classIndex = parent.classIndex;
    child.priority = parent.priority;
    child.parent = parent;
    child.route = parent.route;
    child.instance = parent.instance;
    child.demands = parent.demands;
    child.forgets = parent.forgets;
    child.arrivedAt = this.simulation.now;
    child.waited = 0;
    child.held = 0;
    child.everHeld = false;
    child.steps = steps3;
    child.begin();
  }
  /** An attempt is over. Whatever it borrowed goes back here; then the client is told, or it is tried again. */
  attemptEnds(request, outcome) {
    request.dropDeadline();
    if (request.executing !== null) request.executing.database.statementOver(request);
    if (request.orphan !== null) return orphanEnds(request, request.orphan);
    if (request.latest !== null && request.latest.pool.lock.isHeld && !request.forgets) {
      request.latest.pool.lock.waitToReturn(request, outcome);
      return;
    }
    this.#giveBack(request, outcome);
    if (request.parent !== null) return this.#branchEnds(request, request.parent, outcome);
    const requestClass = this.classOf(request);
    const called = request.instance !== null || outcome !== Outcome.clientGaveUp;
    if (request.instance !== null) request.instance.busy--;
    request.instance = null;
    if (requestClass.breaker !== null && called && outcome !== Outcome.breakerOpen && outcome !== Outcome.shed) {
      requestClass.breaker.record(this.simulation.now, outcome === Outcome.served, this.simulation.now - request.attemptAt);
    }
    if (request.abandoned) {
      if (request.wastedWork > 0) this.witness.wasted(request.classIndex, request.wastedWork);
      this.putBack(request);
    } else if (outcome !== Outcome.served && outcome !== Outcome.shed && requestClass.retry !== null && requestClass.retry.allows(request)) {
      this.#tryAgain(request, requestClass.retry, outcome);
    } else {
      this.#over(request, outcome);
      this.putBack(request);
    }
  }
  /** The client's patience is at its end: someone waiting in line (or for a second try) leaves at once; work under way goes on for nobody. */
  clientLeaves(request) {
    if (request.waitsInLine || request.instance === null) {
      request.attempts = Number.MAX_SAFE_INTEGER;
      request.interrupt(Outcome.clientGaveUp, "the client gave up waiting");
      return;
    }
    this.#over(request, Outcome.clientGaveUp);
    request.abandoned = true;
    request.wastedWork += request.executing?.database.workLeftOf(request) ?? 0;
  }
  /** The answer that a request waited for on a dead connection will not come: its operating system gives up. */
  silenceOver(request) {
    const connection = request.connection;
    connection.silent = false;
    request.text = connection.deadText;
    this.attemptEnds(request, connection.dead);
  }
  /** A request that walks several branches at once is interrupted through them; it ends when the last of them has. */
  interruptBranches(parent, outcome, text3) {
    const branches = this.all.filter((one2) => one2.parent === parent).sort((a, b) => a.number - b.number);
    for (const one2 of branches) one2.interrupt(outcome, text3);
  }
  /** Whether nobody has yet described this way of failing for this class: texts are composed once, not for each failure. */
  isNew(request, outcome) {
    return this.#told[request.classIndex]?.[outcome] !== true;
  }
  /** Requests under way that arrived in measured time and whose client still waits, by class. Counted when asked for, not as they come and go. */
  get insideCounted() {
    const inside = this.classes.map(() => 0);
    for (const { classIndex, counted: counted2, abandoned, parent } of this.all) if (classIndex >= 0 && counted2 && !abandoned && parent === null) inside[classIndex] = (inside[classIndex] ?? 0) + 1;
    return inside;
  }
  classOf(request) {
    return this.classes[request.classIndex];
  }
  #refuseAtDoor(request, outcome) {
    request.text = outcome === Outcome.shed ? "turned away" : outcome === Outcome.appDown ? "no instance of the app is up" : "circuit breaker is open and does not permit further calls";
    this.attemptEnds(request, outcome);
  }
  #tryAgain(request, retry2, because) {
    this.witness.retried(request, because);
    request.route.drawAgain(request);
    const slot = this.simulation.after(retry2.pause(request), Rank.grant, request, Wake.retry);
    request.park(this.simulation.calendar, slot);
  }
  #over(request, outcome) {
    const requestClass = this.classOf(request);
    if (request.patience !== null) request.patience.leave(request.patienceTicket);
    request.patience = null;
    if (outcome !== Outcome.served) this.#told[request.classIndex][outcome] = true;
    this.witness.ended(request, outcome, outcome === Outcome.served ? "" : outcome === Outcome.clientGaveUp ? "the client gave up waiting" : request.text);
    requestClass.origin.over(request, outcome);
  }
  #giveBack(request, outcome) {
    const failed = outcome !== Outcome.served;
    for (let { latest: latest2 } = request; latest2 !== null; latest2 = request.latest) latest2.pool.giveBack(latest2, request, failed);
  }
  #branchEnds(request, parent, outcome) {
    parent.waited += request.waited;
    parent.held += request.held;
    if (request.everHeld) parent.everHeld = true;
    if (outcome !== Outcome.served && parent.branchOutcome === Outcome.served) {
      parent.branchOutcome = outcome;
      parent.text = request.text;
    }
    this.putBack(request);
    parent.branches--;
    if (parent.branches === 0) this.simulation.soon(parent, Wake.childrenDone);
  }
  /** A record for another request or branch. */
  take() {
    const request = this.#freeCount > 0 ? this.#free[--this.#freeCount] : this.#make();
    request.number = ++this.#taken;
    return request;
  }
  #make() {
    const made = new Request(this, this.#demands);
    this.all.push(made);
    return made;
  }
  /** A record whose request is over. */
  putBack(request) {
    assert(request.depth === 0, "a request that ends holds no connection");
    request.clear();
    this.#free[this.#freeCount++] = request;
  }
};

// src/model/pool/checks.ts
var Acquiring = { inLine: 0, checking: 1, opening: 2 };
var Checks = class {
  /** What the policy asks for at all, kept ready for each acquisition: a check before a hand-over, in which the deadline runs on; a settling after return; a refill
   *  after lending. */
  handsOver = false;
  keepsDeadline = false;
  settles = false;
  /** The caller that has opened a connection checks it too. */
  opened = false;
  refillAfter = false;
  #pool;
  constructor(pool3) {
    this.#pool = pool3;
    this.policyChanged();
  }
  policyChanged() {
    this.opened = this.#pool.group.policy.checksOpened;
    const { checksHandOver, patienceFromAsking, settleRoundTrips, refillsAtLending } = this.#pool.group.policy;
    this.handsOver = checksHandOver;
    this.keepsDeadline = checksHandOver && patienceFromAsking;
    this.settles = settleRoundTrips > 0;
    this.refillAfter = refillsAtLending;
  }
  /** A request has been lent a connection that is to be checked first. */
  begin(connection, request, law3) {
    const { policy: policy2 } = this.#pool.group;
    if (this.#pool.tracer !== null) this.#pool.tell("check", connection, request);
    const lane = policy2.checkRoundTrips === 0 ? null : connection.database.tripLane;
    if (lane === null) return this.over(request);
    if (policy2.patienceFromAsking) this.#pool.waiting.startDeadline(request, law3);
    request.phase = Acquiring.checking;
    request.leftLineOf = this.#pool;
    if (!connection.silent) return request.park(lane, lane.set(request, Wake.checked));
    const { simulation } = this.#pool;
    return request.park(simulation.calendar, simulation.after(connection.database.firewall.exchange(connection, policy2.checkTimeout), Rank.completion, request, Wake.checked));
  }
  /** The same for a caller that has just been called from the line. It has been lent the connection, and goes on when the check is over. */
  handOver(connection, waiter) {
    waiter.waited -= this.#pool.simulation.now - waiter.askedAt;
    const verdict = this.begin(connection, waiter, null);
    if (verdict === onward) this.#pool.simulation.soon(waiter, Wake.lent);
    else if (verdict > 0) waiter.interrupt(verdict, waiter.text);
  }
  /** The caller that opened a connection has been lent it, and checks it before use. */
  begunByOpener(connection, request) {
    request.dropDeadline();
    this.#pool.lend(connection, request);
    this.#pool.lock.release();
    return this.begin(connection, request, null);
  }
  /** The same for an opener that has waited. */
  openedFor(connection, request) {
    const verdict = this.begunByOpener(connection, request);
    if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
    else if (verdict > 0) request.interrupt(verdict, request.text);
  }
  /** The check is over: use the connection, or try again without it. */
  over(request) {
    const connection = request.latest;
    request.phase = Acquiring.inLine;
    return connection.dead === 0 ? this.#pool.nowUsed(request) : this.withoutDead(connection, request);
  }
  /** A connection just lent turned out to be dead: try again without it. */
  withoutDead(connection, request) {
    const { upkeep, opening, records, simulation, group: group2 } = this.#pool;
    const { afterFailedCheck, afterDiscard } = group2.policy;
    this.#pool.unlend(connection, request);
    if (afterFailedCheck === "reopenAll") upkeep.validFrom = simulation.now;
    if (afterFailedCheck !== "takeAnother") return records.reopen(connection, request, "dead");
    this.#pool.close(connection, "dead");
    request.spoilt++;
    if (afterDiscard === "replace") opening.replace();
    else if (this.refillAfter || afterDiscard === "refill") opening.refill();
    return this.#pool.tryAcquire(request, null);
  }
  /** The deadline came first: the connection that is being checked is closed, though it may be well (sqlx). */
  calledOff(request) {
    const connection = request.latest;
    request.phase = Acquiring.inLine;
    request.waited += this.#pool.simulation.now - request.askedAt;
    this.#pool.unlend(connection, request);
    this.#pool.discard(connection, "broken");
  }
  /** A connection has come back, and nobody can have it until the pool has checked or cleaned it. It counts as idle. */
  settle(connection) {
    const { settleRoundTrips } = this.#pool.group.policy;
    const span15 = settleRoundTrips * connection.database.plan.roundTrip;
    if (span15 === 0) return this.#pool.offer(connection);
    if (this.#pool.tracer !== null) this.#pool.tell("check", connection, null);
    connection.state = ConnectionState.settling;
    connection.idleSince = this.#pool.simulation.now;
    this.#pool.group.idle.change(1);
    connection.watch(Watch.settled, span15);
  }
  /** That is done. */
  settled(connection) {
    if (connection.dead !== 0) return this.#pool.discard(connection, "dead");
    if (this.#pool.upkeep.tooOldToKeep(connection)) return this.#pool.discard(connection, "age");
    this.#pool.group.idle.change(-1);
    connection.state = ConnectionState.lent;
    this.#pool.offer(connection);
  }
};

// src/model/pool/closing.ts
var Closing = class {
  #pool;
  #stream;
  #takes = null;
  #takesAt = null;
  constructor(pool3, stream) {
    this.#pool = pool3;
    this.#stream = stream;
  }
  /** A connection that nobody holds is closed. Its end comes at once where closing takes no time, and where the server has ended the session before. */
  begin(connection) {
    const { roster, group: group2, simulation } = this.#pool;
    const span15 = connection.dead === 0 && connection.database.closeTakesTime ? Math.round(this.#law(connection.database).draw()) : 0;
    if (span15 <= 0) return roster.strike(connection);
    connection.state = ConnectionState.closing;
    if (!connection.isKept) connection.holder = null;
    connection.unwatchAll();
    if (group2.policy.placeFree === "beforeClose" && connection.place >= 0) roster.vacate(connection);
    simulation.after(span15, Rank.completion, connection, Watch.closed);
  }
  /** The socket has ended. */
  over(connection) {
    const { policy: policy2 } = this.#pool.group;
    if (this.#pool.tracer !== null) this.#pool.tell("closed", connection, null);
    this.#pool.roster.strike(connection);
    if (policy2.placeFree === "afterClose" || policy2.lineHears === "afterClose") this.replace();
  }
  /** Whether whoever waits hears of the free place only when this connection has ended. */
  isKept(connection) {
    const { placeFree, lineHears } = this.#pool.group.policy;
    return connection.state === ConnectionState.closing && (placeFree === "afterClose" || lineHears === "afterClose");
  }
  /** A connection that its holder has let go: thrown away where it is dead or too old, else free for others. */
  takeBack(connection) {
    const { upkeep, checks, group: group2 } = this.#pool;
    if (connection.dead !== 0 && !group2.policy.keepsDead) this.#pool.discard(connection, "dead");
    else if (upkeep.tooOldToKeep(connection)) this.#pool.discard(connection, connection.uses >= group2.policy.maxUses ? "uses" : "age");
    else if (checks.settles) checks.settle(connection);
    else this.#pool.offer(connection);
  }
  /** One place has become free while callers may wait: the policy says who opens another connection. */
  replace() {
    const { group: group2, opening } = this.#pool;
    if (group2.policy.afterDiscard === "refill") opening.refill();
    else if (group2.policy.afterDiscard === "replace") opening.replace();
    else opening.placeFreed();
  }
  /** Whether an attempt that failed takes its connection along. */
  spoils(request, inTransaction) {
    const { discardOnError, discardFailed, discardInTransaction } = this.#pool.group.policy;
    return discardFailed || inTransaction && discardInTransaction || discardOnError && request.steps[request.at]?.alone === true;
  }
  #law(database4) {
    if (this.#takes === null || this.#takesAt !== database4) {
      this.#takes = lawFrom(database4.plan.close, this.#stream.part(database4.name));
      this.#takesAt = database4;
    }
    return this.#takes;
  }
};

// src/model/pool/lock.ts
var Lock = class {
  #pool;
  #outside = new Line();
  /** Those outside who come to give back, and how their attempt went. */
  #returning = /* @__PURE__ */ new Map();
  constructor(pool3) {
    this.#pool = pool3;
  }
  get isHeld() {
    const { start } = this.#pool;
    if (start.blocking || start.failed) return true;
    return this.#pool.roster.openingCount !== 0 && this.#pool.group.policy.open.holdsLock;
  }
  /** Callers outside who want a connection. */
  get outsideCount() {
    return this.#outside.count - this.#returning.size;
  }
  /** A caller finds the pool locked and waits for it to open. */
  waitOutside(request) {
    const { group: group2, simulation } = this.#pool;
    group2.waiting.add(simulation.now, 1);
    group2.waitingBy[request.classIndex]?.add(simulation.now, 1);
    if (this.#pool.tracer !== null) this.#pool.tell("wait", null, request, "locked");
    const verdict = request.park(this, this.#outside.join(request, 0));
    if (this.#pool.start.failed) this.#pool.start.cold();
    return verdict;
  }
  /** A request finds the pool locked when it wants to give its latest connection back: after a route that went well, or at the end of an attempt that failed. */
  waitToReturn(request, outcome) {
    this.#returning.set(request, outcome);
    return request.park(this, this.#outside.join(request, 0));
  }
  /** Someone outside goes away. */
  leave(place5) {
    const request = this.#outside.at(place5);
    if (this.#returning.delete(request)) return this.#outside.leave(place5);
    if (this.#pool.tracer !== null) this.#pool.tell("leave", null, request);
    this.#comesIn(request, place5);
  }
  /** The lock is free: those outside come in, in order, until one of them locks the pool again. */
  release() {
    while (this.#outside.count > 0 && !this.isHeld) {
      const request = this.#outside.first;
      if (this.#returning.has(request)) {
        this.#givesBack(request);
        continue;
      }
      this.#comesIn(request, request.ticket);
      request.parking = null;
      const verdict = this.#pool.tryAcquire(request, null);
      if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
    if (this.#pool.quirks.behind.inUse) this.#pool.quirks.behind.openingOver();
  }
  /** The pool's constructor threw: the first caller outside hears it, and the next one runs it again. */
  startFailed(text3) {
    const request = this.#outside.first;
    if (request === null || this.#returning.has(request)) return;
    this.#comesIn(request, request.ticket);
    request.parking = null;
    request.waited += this.#pool.simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell("fail", null, request, text3);
    request.interrupt(Outcome.refused, text3);
    if (this.#outside.count > 0) this.#pool.start.cold();
  }
  #givesBack(request) {
    const outcome = this.#returning.get(request);
    this.#returning.delete(request);
    this.#outside.leave(request.ticket);
    request.parking = null;
    if (outcome !== Outcome.served) return request.life.attemptEnds(request, outcome);
    this.#pool.giveBack(request.latest, request, false);
    this.#pool.simulation.soon(request, Wake.unlocked);
  }
  #comesIn(request, place5) {
    const { group: group2, simulation } = this.#pool;
    this.#outside.leave(place5);
    group2.waiting.add(simulation.now, -1);
    group2.waitingBy[request.classIndex]?.add(simulation.now, -1);
  }
};

// src/model/pool/adder.ts
var Adder = class {
  #pool;
  #workers = [];
  /** Tasks that no worker has taken yet, and workers with a task. */
  #queued = 0;
  #busy = 0;
  /** Where callers raise a target: how many connections there are to be. */
  #target = 0;
  constructor(pool3) {
    this.#pool = pool3;
  }
  /** A caller waits, one more than before or one less to be served: is a task for it in the queue? */
  demand() {
    const { waiting: waiting2, group: group2 } = this.#pool;
    if (waiting2.count === 0) return;
    switch (group2.policy.open.tasks) {
      case "perCaller":
        return waiting2.count > this.#queued ? this.#submit() : void 0;
      case "looping":
        return waiting2.count >= this.#queued + this.#busy ? this.#submit() : void 0;
      case "batches":
        return this.#raiseTarget();
      case "eager":
        return waiting2.count >= this.#queued ? this.#submit() : void 0;
    }
  }
  /** A connection was closed, or the housekeeper came by: tasks for what is missing to the minimum. */
  refill() {
    const { waiting: waiting2, shelf, roster, group: group2 } = this.#pool;
    const { max, minimum, open, refill } = group2.policy;
    if (refill === "never" || roster.count >= max) return;
    const missing = minimum - (refill === "idle" ? shelf.count : roster.count);
    if (open.tasks === "looping") {
      if (missing > 0 || waiting2.count - this.#queued - this.#busy > shelf.count) this.#submit();
      return;
    }
    if (open.tasks === "batches") {
      this.#target = Math.max(minimum, waiting2.count > 0 ? this.#target : 0);
      return this.#openToTarget();
    }
    const tasks = open.tasks === "eager" ? Math.min(max - roster.count, missing) - this.#queued : missing;
    for (let i = 0; i < tasks; i++) this.#submit();
  }
  /** Whether another connection is missing. */
  get wanted() {
    const { waiting: waiting2, shelf, roster, group: group2 } = this.#pool;
    const { max, minimum, open, refill } = group2.policy;
    if (roster.count >= max) return false;
    if (open.tasks === "batches") return true;
    return (open.tasks === "eager" ? waiting2.count > 0 : waiting2.count > shelf.count) || (refill === "all" ? roster.count : shelf.count) < minimum;
  }
  /** A worker without a task takes the next one. */
  nextTask(worker) {
    while (this.#queued > 0) {
      this.#queued--;
      if (this.wanted) return worker.open();
    }
    this.#busy--;
    worker.busy = false;
  }
  /** One more waits than can be served: the target grows by a batch, unless it is ahead of demand already. Source: c3p0, `prelimCheckoutResource`. */
  #raiseTarget() {
    const { waiting: waiting2, roster, group: group2 } = this.#pool;
    const { max, minimum, open } = group2.policy;
    const desired = roster.count - roster.openingCount + waiting2.count;
    this.#target = Math.max(this.#target, minimum);
    if (desired >= this.#target) this.#target = Math.min(max, Math.max(desired, this.#target + open.batch));
    this.#openToTarget();
  }
  #openToTarget() {
    const { roster } = this.#pool;
    const missing = this.#target - (roster.count - roster.openingCount) - this.#queued - this.#busy;
    for (let i = 0; i < missing; i++) this.#submit();
  }
  /** A new task: a free worker begins at once, otherwise it queues; more tasks than connections are pointless. */
  #submit() {
    const { open, max } = this.#pool.group.policy;
    if (this.#busy >= open.atOnce) {
      if (this.#queued < max) this.#queued++;
      return;
    }
    if (!this.wanted) return;
    let worker = this.#workers.find((one2) => !one2.busy);
    if (worker === void 0) {
      worker = new Worker(this.#pool, this);
      this.#workers.push(worker);
    }
    this.#busy++;
    worker.busy = true;
    worker.open();
  }
};
var Worker = class {
  busy = false;
  #pool;
  #adder;
  #backoff = 0;
  #refusals = 0;
  /** Its task ended with an opening; otherwise it tries again if one is still missing. */
  #done = false;
  constructor(pool3, adder) {
    this.#pool = pool3;
    this.#adder = adder;
  }
  open() {
    this.#backoff = 0;
    this.#refusals = 0;
    this.#pool.opening.openBy(this);
  }
  openingOver(connection, admitted) {
    const { group: group2, simulation, roster, waiting: waiting2 } = this.#pool;
    const { pause, backoff, tasks, attempts } = group2.policy.open;
    this.#done = admitted && tasks !== "looping";
    if (admitted) {
      this.#backoff = 0;
      roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else {
      group2.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, connection.database.admission.refusalText(connection));
      roster.neverOpened(connection);
      this.#refusals++;
      this.#backoff = this.#backoff === 0 ? backoff.first : Math.min(backoff.cap, this.#backoff * backoff.factor);
    }
    if (this.#refusals >= attempts) {
      this.#done = true;
      this.#refusals = 0;
      waiting2.failAll(group2.policy.messages.allRefused);
    }
    simulation.after(admitted ? pause : this.#backoff, Rank.incident, this, 0);
  }
  /** Its rest is over. */
  wake() {
    if (!this.#done && this.#adder.wanted) this.#pool.opening.openBy(this);
    else this.#adder.nextTask(this);
  }
};

// src/model/pool/orders.ts
function callerPause(connection, request, rules) {
  const { patience } = connection.pool.group.policy;
  const left = (patience.law === "constant" ? request.askedAt + patience.value : forever) - connection.bornAt;
  const tries = connection.tries++;
  return tries === 0 || left <= 0 ? rules.first : Math.max(1, Math.min(rules.first * rules.factor ** tries, Math.floor(left * rules.capShare)));
}
var Orders = class {
  /** Orders that have neither come nor failed for good. */
  count = 0;
  #pool;
  /** Begins a login of the pool. */
  #begin;
  /** Those that wait for a worker. */
  #line = new Line();
  #busy = 0;
  /** A place has become free, and is being filled. */
  #freed = false;
  #filling = false;
  constructor(pool3, begin) {
    this.#pool = pool3;
    this.#begin = begin;
  }
  /** A caller has found nothing and waits. */
  demand() {
    if (this.#pool.group.policy.open.orders.one === "perCaller" || this.#pool.waiting.count > this.count) this.#order();
  }
  /** There may be room for those who wait: one order for each, beside those under way where the library does not count these. */
  forWaiting() {
    const unmet = this.#pool.group.policy.open.orders.one === "unmet";
    for (let short = this.#pool.waiting.count - (unmet ? this.count : 0); short > 0; short--) if (!this.#order()) return;
  }
  /** Orders what is missing to the minimum. */
  refill() {
    const { refill, minimum, minimumIdle } = this.#pool.group.policy;
    const { shelf, roster } = this.#pool;
    const counted2 = refill === "all" ? roster.count : shelf.count + (refill === "idleOrOpening" ? this.count : 0);
    for (let short = Math.max(minimum - counted2, minimumIdle - shelf.count); short > 0; short--) if (!this.#order()) return;
  }
  /** A worker is done with an order, one way or the other. */
  openingOver(connection, admitted) {
    this.#busy--;
    if (admitted) {
      this.count--;
      this.#pool.opening.lastRefusal = "";
      this.#pool.roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else this.#failed(connection);
    this.#nextOrder();
  }
  /** The rest of an order is over: it waits for a worker again. */
  rested(connection) {
    this.#toWorker(connection);
  }
  /** One more, if there is a place for it. */
  #order() {
    const { roster, group: group2 } = this.#pool;
    if (roster.count >= group2.policy.max) return false;
    const connection = roster.create();
    connection.opener = this;
    this.count++;
    this.#toWorker(connection);
    return true;
  }
  #toWorker(connection) {
    if (this.#busy >= this.#pool.group.policy.open.orders.workers) {
      this.#line.join(connection);
      return;
    }
    this.#busy++;
    if (this.#pool.tracer !== null) this.#pool.tell("open", connection, null);
    const login = this.#begin(connection);
    if (login !== Login.pending) this.openingOver(connection, login === Login.admitted);
  }
  #nextOrder() {
    const connection = this.#line.first;
    if (connection === null || this.#busy >= this.#pool.group.policy.open.orders.workers) return;
    this.#line.leaveFirst();
    this.#toWorker(connection);
  }
  /** Whoever waits may use the place. A server that refuses in no time would come back here from within: then once more round, not one deeper. */
  #placeFreed() {
    this.#freed = true;
    if (this.#filling) return;
    this.#filling = true;
    while (this.#freed) {
      this.#freed = false;
      this.#pool.opening.fillRoom();
    }
    this.#filling = false;
  }
  /** Tries again later with its place held, or gives the place up and tells whoever is to hear of it. */
  #failed(connection) {
    const text3 = connection.refusal;
    this.#pool.group.refused++;
    this.#pool.opening.lastRefusal = text3;
    if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, text3);
    const { group: group2, simulation, waiting: waiting2 } = this.#pool;
    const { orders, backoff } = group2.policy.open;
    if (orders.giveUpAfter !== 0 && (orders.giveUpAfter === forever || simulation.now - connection.bornAt <= orders.giveUpAfter)) {
      connection.watch(Watch.rest, backoff.first * Math.min(backoff.factor ** connection.tries++, backoff.cap / backoff.first));
      return;
    }
    this.count--;
    this.#pool.roster.neverOpened(connection);
    const waiter = orders.refusalGoesTo === "waiter" ? waiting2.callNext() : null;
    if (waiter !== null) waiter.interrupt(Outcome.refused, text3);
    if (group2.policy.open.by !== "order") this.#placeFreed();
  }
};

// src/model/pool/failed-opening.ts
function refusedTo(pool3, request, connection) {
  const text3 = connection.database.admission.refusalText(connection);
  pool3.group.refused++;
  strikeOff(pool3, request, connection, text3);
  if (pool3.tracer !== null) pool3.tell("fail", null, request, text3);
  return request.fails(Outcome.refused, text3);
}
function failsFor(pool3, request, connection, outcome, text3) {
  const { group: group2, opening, tracer } = pool3;
  request.parking = null;
  if (outcome === Outcome.refused) group2.refused++;
  strikeOff(pool3, request, connection, text3);
  const nextFirst = group2.policy.open.refusalHeard === "afterNextOpens";
  if (nextFirst) opening.placeFreed();
  if (outcome === Outcome.acquireTimeout) group2.life.witness.acquireTimedOut(group2.index, request.classIndex);
  if (tracer !== null) pool3.tell(outcome === Outcome.refused ? "fail" : "timeout", null, request, text3);
  request.interrupt(outcome, text3);
  if (!nextFirst) opening.placeFreed();
}
function strikeOff(pool3, request, connection, text3) {
  request.waited += pool3.simulation.now - request.askedAt;
  if (pool3.tracer !== null) pool3.tell("refused", connection, request, text3);
  pool3.roster.neverOpened(connection);
  pool3.lock.release();
}

// src/model/pool/words.ts
var float = (value) => Number.isInteger(value) ? `${value}.0` : String(value);
function fill(template, pool3, waited, connection = null, span15 = null) {
  const { policy: policy2 } = pool3.group;
  const timeout5 = span15 ?? (policy2.patience.law === "constant" && policy2.patience.value !== forever ? policy2.patience.value : 0);
  const words5 = {
    name: pool3.name,
    waitedMs: Math.round(inMs(waited)),
    max: policy2.max,
    minimum: policy2.minimum,
    timeoutMs: inMs(timeout5),
    timeoutS: inSeconds(timeout5).toFixed(2),
    timeoutWholeS: Math.floor(inSeconds(timeout5)),
    timeoutIso: `PT${inSeconds(timeout5)}S`,
    size: pool3.roster.count,
    age: Math.round(inMs(waited)),
    timeoutS3: inSeconds(timeout5).toFixed(3),
    waitedS3: inSeconds(waited).toFixed(3),
    timeoutFloat: float(inSeconds(timeout5)),
    total: pool3.roster.count - pool3.roster.openingCount,
    active: pool3.lentCount,
    idle: pool3.shelf.count,
    waiting: pool3.waiting.count,
    inLine: pool3.waiting.lineLength,
    lastError: pool3.opening.lastRefusal === "" ? "" : `: ${pool3.opening.lastRefusal}`,
    id: connection?.id ?? 0,
    connection: `connection #${connection?.id ?? 0}`,
    holder: connection === null ? "" : pool3.group.life.classes[connection.holderClass]?.name ?? ""
  };
  return template.replace(/\{(\w+)\}/g, (whole3, word) => String(words5[word] ?? whole3));
}

// src/model/pool/workers.ts
var Job = class {
  workers;
  /** The one job that makes the pool larger; others fill it or replace what was lost. */
  grows;
  begunAt = 0;
  pause = 0;
  giveUpAt = 0;
  constructor(workers, grows2) {
    this.workers = workers;
    this.grows = grows2;
  }
  openingOver(connection, admitted) {
    this.workers.attemptOver(this, connection, admitted);
  }
  /** The pause after a failed attempt is over. */
  wake() {
    this.workers.takeUp(this);
  }
};
var Workers = class {
  #pool;
  #coins;
  /** Jobs that no worker has taken up yet, first come first. */
  #list = [];
  #busy = 0;
  #resting = 0;
  #growing = false;
  constructor(pool3, coins) {
    this.#pool = pool3;
    this.#coins = coins;
  }
  /** Connections promised but not being opened at this moment: their jobs wait for a worker, or for their next attempt. */
  get promised() {
    return this.#list.length + this.#resting;
  }
  /** Somebody waits: unless the pool is growing already, it grows by one. */
  demand() {
    if (this.#growing || this.#size >= this.#pool.group.policy.max) return;
    this.#growing = true;
    this.#order(true);
  }
  /** Something was thrown away: another takes its place, whether anybody waits or not. */
  replace() {
    this.#order(false);
  }
  /** Opens what is missing to the minimum. */
  refill() {
    for (let missing = this.#pool.group.policy.minimum - this.#size; missing > 0; missing--) this.#order(false);
  }
  /** A job is ready to be done: a worker takes it up, or it waits for one. */
  takeUp(job) {
    this.#resting--;
    this.#list.push(job);
    this.#work();
  }
  /** An attempt ended, one way or the other. */
  attemptOver(job, connection, admitted) {
    const { roster } = this.#pool;
    this.#busy--;
    if (admitted) {
      roster.nowOpen(connection);
      this.#pool.offer(connection);
      if (job.grows) this.#growOn();
    } else {
      this.#pool.group.refused++;
      const why = connection.database.admission.refusalText(connection);
      if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, why);
      roster.neverOpened(connection);
      this.#failed(job, why);
    }
    this.#work();
  }
  get #size() {
    return this.#pool.roster.count + this.promised;
  }
  #order(grows2) {
    this.#list.push(new Job(this, grows2));
    this.#work();
  }
  #work() {
    const { simulation, opening, group: group2 } = this.#pool;
    while (this.#list.length > 0 && this.#busy < group2.policy.open.atOnce) {
      const job = this.#list.shift();
      this.#busy++;
      job.begunAt = simulation.now;
      opening.openBy(job);
    }
  }
  /** The growing job is done; it orders the next while the pool is below its minimum, or somebody is in line and there is room. */
  #growOn() {
    const { minimum, max } = this.#pool.group.policy;
    this.#growing = this.#size < minimum || this.#size < max && this.#pool.waiting.lineLength > 0;
    if (this.#growing) this.#order(true);
  }
  /** Rests and tries again, or gives up: the attempt that began when the time was over was the last. Pauses count from the failure, the time from the first attempt. */
  #failed(job, why) {
    const { first, factor, cap: cap2, jitter = 0, giveUpAfter = forever } = this.#pool.group.policy.open.backoff;
    const { simulation } = this.#pool;
    this.#log(this.#pool.group.policy.messages.openFailed, why);
    if (job.giveUpAt > 0 && job.begunAt >= job.giveUpAt) {
      this.#log(this.#pool.group.policy.messages.gaveUp, why);
      if (job.grows) this.#growing = false;
      return;
    }
    if (job.pause === 0) {
      job.giveUpAt = job.begunAt + giveUpAfter;
      job.pause = Math.round(first * (1 - jitter + 2 * jitter * this.#coins.uniform()));
    } else job.pause = Math.min(cap2, job.pause * factor);
    if (job.begunAt + job.pause > job.giveUpAt) job.pause = Math.max(0, job.giveUpAt - job.begunAt);
    this.#resting++;
    simulation.after(job.pause, Rank.incident, job, 0);
  }
  #log(template, why) {
    const { life, policy: policy2 } = this.#pool.group;
    if (template !== "") life.witness.logged(this.#pool.name, fill(template, this.#pool, 0, null, policy2.open.backoff.giveUpAfter ?? forever).replace("{why}", why));
  }
};

// src/model/pool/opening.ts
var Opening = class {
  #pool;
  #stream;
  /** Draws the connect times of the database the pool points at. */
  #connect = null;
  #connectOf = null;
  #adder;
  #workers;
  #orders;
  /** What the server said when it last turned an opening away; '' once it let one in. */
  lastRefusal = "";
  constructor(pool3, stream) {
    this.#pool = pool3;
    this.#stream = stream;
    this.#adder = new Adder(pool3);
    this.#workers = new Workers(pool3, stream.part("backoff"));
    this.#orders = new Orders(pool3, (connection) => this.#begin(connection));
  }
  /** Whether one more connection may be opened. */
  get hasRoom() {
    const { max, open } = this.#pool.group.policy;
    return this.#pool.roster.count < max && this.#pool.roster.openingCount < open.atOnce;
  }
  /** A caller opens a connection of its own, in a record that is there already if one is given, and waits for that one alone. */
  openFor(request, connection = this.#pool.roster.create()) {
    connection.holder = request;
    if (this.#pool.tracer !== null) this.#pool.tell("open", connection, request);
    const login = this.#begin(connection);
    request.phase = Acquiring.opening;
    if (login === Login.pending || login === Login.refused && this.#triesAgain(connection, request)) return request.park(connection, 0);
    connection.holder = null;
    if (login === Login.refused) return refusedTo(this.#pool, request, connection);
    this.#pool.roster.nowOpen(connection);
    if (this.#pool.checks.opened) return this.#pool.checks.begunByOpener(connection, request);
    this.#pool.lendOpened(connection, request);
    this.#pool.lock.release();
    return onward;
  }
  /** A worker of the pool opens a connection, for whoever is first in line or for the shelf. */
  openBy(opener) {
    const connection = this.#pool.roster.create();
    connection.opener = opener;
    if (this.#pool.tracer !== null) this.#pool.tell("open", connection, null);
    const login = this.#begin(connection);
    if (login === Login.pending) return;
    opener.openingOver(connection, login === Login.admitted);
    this.#pool.lock.release();
  }
  /** Someone waits: the adder gets to work if it is free, or a connection is ordered. */
  demand() {
    const { by } = this.#pool.group.policy.open;
    if (by === "pool") this.#pool.supply.trigger();
    else if (by === "adder") this.#adder.demand();
    else if (by === "workers") this.#workers.demand();
    else if (by === "order") this.#orders.demand();
    else this.#pool.group.pooler?.logins.demand();
  }
  /** Fewer are idle, or exist, than the policy keeps: the adder, or a worker that comes for the purpose, opens what is missing. */
  refill() {
    const { refill, minimum, open, max } = this.#pool.group.policy;
    if (refill === "never" || this.#pool.start.blocking || this.#pool.start.away) return;
    if (open.by === "pool" || open.by === "adder") return (open.by === "pool" ? this.#pool.supply : this.#adder).refill();
    if (open.by === "workers") return this.#workers.refill();
    if (open.orders.workers > 0) return this.#orders.refill();
    const { roster, shelf } = this.#pool;
    let missing = Math.min(minimum - (refill === "idle" ? shelf.count : roster.count), max - roster.count);
    while (missing-- > 0 && roster.openingCount < open.atOnce) this.openBy(this.#pool.start);
  }
  /** A connection was thrown away and another takes its place, waiting callers or not. */
  replace() {
    this.#workers.replace();
  }
  /** Connections that the workers have promised and are not opening at this moment. */
  get promised() {
    return this.#workers.promised;
  }
  /** Room has appeared while callers wait: those first in line open their own, where callers open at all; at most as many as `places` have become free. */
  fillRoom(places = Number.POSITIVE_INFINITY) {
    const { open, patienceCoversOpening, afterDiscard } = this.#pool.group.policy;
    if (open.by === "order" || afterDiscard === "order") return this.#orders.forWaiting();
    if (open.by !== "caller") return open.by === "pool" ? this.#pool.supply.lostOne() : this.demand();
    for (let left = places; left > 0 && this.#pool.waiting.count > 0 && this.hasRoom && !this.#pool.lock.isHeld; left--) {
      const request = this.#pool.waiting.callNext(patienceCoversOpening);
      request.waited -= this.#pool.simulation.now - request.askedAt;
      const verdict = this.openFor(request);
      if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
  }
  /** One place is free again: whoever waits makes use of it, where the library lets them. */
  placeFreed() {
    const { afterDiscard } = this.#pool.group.policy;
    if (afterDiscard === "headOpens" || afterDiscard === "order") this.fillRoom(1);
    if (afterDiscard === "order") this.refill();
  }
  /** The server has answered a login, one way or the other. */
  loginOver(connection) {
    if (connection.database.isHanging && connection.refusal === "") return connection.database.admission.hold(connection);
    connection.unwatch(Watch.openTimeout);
    const admitted = connection.database.admission.admitted(connection);
    if (connection.state === ConnectionState.late) return this.#pool.roster.forget(connection, admitted);
    const request = connection.holder;
    if (!admitted && request !== null && this.#triesAgain(connection, request)) return;
    connection.holder = null;
    if (request === null) return this.#openedByNobody(connection, admitted);
    request.parking = null;
    if (admitted) {
      this.#pool.roster.nowOpen(connection);
      if (this.#pool.checks.opened) return this.#pool.checks.openedFor(connection, request);
      this.#pool.lendOpened(connection, request);
      this.#pool.simulation.soon(request, Wake.lent);
      this.#pool.lock.release();
    } else failsFor(this.#pool, request, connection, Outcome.refused, connection.database.admission.refusalText(connection));
  }
  /** A login that hung at a server out of reach is tried again. */
  tryLogin(connection) {
    const login = this.#login(connection);
    if (login !== Login.pending) this.loginOver(connection);
  }
  /** The opening took longer than the policy allows: the caller fails, the connection never was. */
  tookTooLong(connection) {
    const { group: group2 } = this.#pool;
    const { holder: request, opener } = connection;
    const text3 = fill(group2.policy.messages.openTimeout, this.#pool, 0, null, group2.policy.open.timeout);
    if (this.#pool.supply.rules.overdue === "closedWhenOpen") return this.#pool.supply.overdue(connection, text3);
    connection.database.admission.abandonLogin(connection);
    connection.holder = null;
    if (opener !== null) {
      connection.refusal = text3;
      opener.openingOver(connection, false);
      return this.#pool.lock.release();
    }
    if (request !== null) return failsFor(this.#pool, request, connection, Outcome.acquireTimeout, text3);
    if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, text3);
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
    this.placeFreed();
  }
  /** The caller that waited for this opening has gone: the connection is kept for whoever is next, or dropped. */
  abandoned(connection) {
    const { group: group2, simulation } = this.#pool;
    const request = connection.holder;
    request.leftLineOf = this.#pool;
    request.waited += simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell("leave", connection, request);
    connection.holder = null;
    if (group2.policy.abandonedOpening !== "destroy") return;
    if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, "given up with its caller");
    connection.database.admission.abandonLogin(connection);
    this.#pool.roster.neverOpened(connection);
    this.#pool.lock.release();
    this.placeFreed();
  }
  /** The rest of an order, or of a caller that was refused, is over: it tries again. */
  rested(connection) {
    if (connection.opener !== null) this.#orders.rested(connection);
    else this.tryLogin(connection);
  }
  #begin(connection) {
    const login = this.#login(connection);
    if (login === Login.pending) this.#pool.supply.limit(connection);
    return login;
  }
  #login(connection) {
    const { database: database4 } = connection;
    if (this.#connect === null || this.#connectOf !== database4) {
      this.#connect = lawFrom(database4.plan.connect, this.#stream.part(database4.name));
      this.#connectOf = database4;
    }
    return database4.admission.login(connection, this.#connect);
  }
  /** No caller waits for this opening: a worker of the pool hears of it, or its caller has gone and the next one in line takes it. */
  #openedByNobody(connection, admitted) {
    const { opener } = connection;
    if (opener !== null) opener.openingOver(connection, admitted);
    else if (admitted) {
      this.#pool.roster.nowOpen(connection);
      if (this.#pool.group.policy.abandonedOpening === "countUse") connection.uses++;
      this.#pool.closing.takeBack(connection);
    } else {
      this.#pool.group.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, connection.database.admission.refusalText(connection));
      this.#pool.roster.neverOpened(connection);
    }
    this.#pool.lock.release();
    if (opener === null && (!admitted || this.#pool.group.policy.open.atOnce < Number.POSITIVE_INFINITY)) this.fillRoom(1);
  }
  /** Whether a caller that was turned away tries again itself after a rest: sqlx does, unless the session was cut while it logged in. */
  #triesAgain(connection, request) {
    const { callerRetries } = this.#pool.group.policy.open;
    const { tooMany, reserved, down: down2, startingUp } = connection.database.plan.texts;
    if (callerRetries === null || ![tooMany, reserved, down2, startingUp].includes(connection.refusal)) return false;
    this.#pool.group.refused++;
    connection.watch(Watch.rest, callerPause(connection, request, callerRetries));
    return true;
  }
};

// src/model/pool/abandoned.ts
var Abandoned = class {
  #pool;
  constructor(pool3) {
    this.#pool = pool3;
  }
  /** A request ends without giving its connection back. */
  forget(connection, request, failed) {
    const { group: group2, simulation, tracer } = this.#pool;
    connection.leaked = true;
    connection.lastQuery = request.route?.saidLast(request.steps, request.at) ?? "";
    connection.aborted = failed && connection.inTransaction && connection.dead === 0 && (request.route?.saidAt(request.steps, request.at) ?? "") !== "";
    if (tracer !== null) this.#pool.tell("leak", connection, request);
    group2.leaked.add(simulation.now, 1);
    this.#pool.letGo(connection, request);
    group2.life.witness.leaked(group2.index, request.classIndex);
  }
  /** Takes back a connection that its holder has forgotten. */
  reclaim(connection) {
    const { group: group2, simulation } = this.#pool;
    assert(connection.leaked, "only a leaked connection is reclaimed");
    this.#pool.lentCount--;
    group2.lent.change(-1);
    group2.leaked.add(simulation.now, -1);
    connection.leaked = false;
    this.#pool.discard(connection, "reclaimed");
  }
  /** A caller finds the pool nearly empty: a reason to look for abandoned connections, where the policy takes it for one. */
  nearlyEmpty() {
    const { group: group2, shelf } = this.#pool;
    if (group2.policy.abandoned.atBorrow && shelf.count < 2 && this.#pool.lentCount > group2.policy.max - 3) this.look();
  }
  /** Takes back every connection that has been out for too long, if the pool is full enough for that. */
  look() {
    const { group: group2, roster, simulation } = this.#pool;
    const { after, fullShare } = group2.policy.abandoned;
    if (this.#pool.lentCount < fullShare * group2.policy.max) return;
    for (const connection of [...roster.connections]) {
      if (connection.state === ConnectionState.lent && simulation.now - connection.lentAt > after) this.takeBack(connection);
    }
  }
  /** Takes a connection back, forgotten or not, and says so in the log. */
  takeBack(connection) {
    const { group: group2, simulation } = this.#pool;
    const { abandoned } = group2.policy.messages;
    if (abandoned !== "") group2.life.witness.logged(group2.name, fill(abandoned, this.#pool, simulation.now - connection.lentAt, connection));
    if (connection.leaked) this.reclaim(connection);
    else this.#takeAway(connection, connection.holder);
  }
  /** The server has ended a lent connection, and the pool strikes it off although its holder does not know yet. A check under way finds out by itself. */
  lost(connection) {
    const { holder } = connection;
    if (holder === null) return this.reclaim(connection);
    if (holder.phase !== Acquiring.checking) this.#strikeOff(connection, holder, "dead");
  }
  /** The holder of a connection that was taken away lets go of it at last. */
  letGo(connection, request) {
    if (this.#pool.tracer !== null) this.#pool.tell("return", connection, request);
    assert(request.latest === connection, "the connection borrowed last is given back first");
    request.latest = connection.below;
    connection.below = null;
    request.depth--;
    connection.holder = null;
    this.#pool.roster.keep(connection);
  }
  #takeAway(connection, holder) {
    connection.dead = Outcome.severed;
    connection.deadText = this.#pool.group.policy.messages.takenAway;
    const executes = holder.executing === connection;
    this.#strikeOff(connection, holder, "reclaimed");
    if (executes) holder.interrupt(Outcome.severed, connection.deadText);
  }
  /** The connection leaves the pool; its record is its holder's until that lets go. */
  #strikeOff(connection, holder, why) {
    const { group: group2, simulation } = this.#pool;
    this.#pool.lentCount--;
    group2.lent.change(-1);
    group2.lentBy[holder.classIndex]?.add(simulation.now, -1);
    connection.isKept = true;
    this.#pool.discard(connection, why);
  }
};

// src/model/pool/waiting.ts
var WaitingRoom = class {
  #pool;
  #line = new Line();
  #coins;
  #streams;
  /** Deadlines of one constant delay share a lane; a law of chance is drawn for each. Both null: nobody gives up. */
  #lane = null;
  #patience = null;
  /** Whether deadlines run from the moment of asking, for those too who open at once. */
  fromAsking = false;
  #exhausted = false;
  #drawn = new Float64Array(1);
  /** Where the library counts those too who gave up: when they had joined. They are forgotten when somebody who came later is served. */
  #countsGone = false;
  #gone = [];
  constructor(pool3, streams) {
    this.#pool = pool3;
    this.#streams = streams;
    this.#coins = streams.named(`pool/${pool3.name}/order`);
  }
  /** How many have joined the line so far. */
  joined = 0;
  get count() {
    return this.#line.count;
  }
  /** How many the library takes to be waiting. */
  get lineLength() {
    return this.#line.count + this.#gone.length;
  }
  /** The first in line; null when nobody waits. */
  get head() {
    return this.#line.first;
  }
  policyChanged() {
    const { patience, countsGone, patienceFromAsking, rounds: rounds2 } = this.#pool.group.policy;
    this.#countsGone = countsGone;
    this.fromAsking = patienceFromAsking;
    const constant = patience.law === "constant";
    this.#lane = constant && patience.value !== forever && rounds2 === 0 ? this.#pool.simulation.lane(patience.value, Rank.timeout) : null;
    this.#patience = constant ? null : lawFrom(patience, this.#streams.named(`pool/${this.#pool.name}/patience`));
    this.noteExhaustion();
  }
  /** The deadline of a caller that does not wait in line begins, unless it runs already. */
  startDeadline(request, law3) {
    if (request.deadline === null) this.#setDeadline(request, law3);
  }
  /** A caller joins; `law` overrides the pool's patience. */
  join(request, law3) {
    const place5 = this.#line.join(request, Math.min(request.priority, this.#pool.group.policy.priorities - 1));
    request.joinedAs = ++this.joined;
    this.#tell(request, 1);
    request.waitsInLine = true;
    if (this.#pool.tracer !== null) this.#pool.tell("wait", null, request);
    this.startDeadline(request, law3);
    this.noteExhaustion();
    return request.park(this, place5);
  }
  /** A caller comes back to the head of the line with the deadline it has: the connection it was given turned out to be dead. */
  rejoinFirst(request) {
    request.waitsInLine = true;
    request.park(this, this.#line.joinFirst(request));
    this.#tell(request, 1);
    this.noteExhaustion();
  }
  /** A caller leaves before its turn: its deadline has come, its client has gone, or it was interrupted. */
  leave(place5) {
    const request = this.#line.at(place5);
    this.#line.leave(place5);
    request.leftLineOf = this.#pool;
    if (this.#countsGone) this.#gone.push(request.askedAt);
    if (this.#pool.tracer !== null) this.#pool.tell("leave", null, request);
    this.#settle(request);
  }
  /** The acquire timeout of a request that has left the line: fail, or make a last attempt where the library does. */
  timedOut(request) {
    const { group: group2, opening, simulation, checks } = this.#pool;
    if (request.phase === Acquiring.checking) checks.calledOff(request);
    if (group2.policy.atDeadline === "openIfRoom" && opening.hasRoom) {
      request.waited -= simulation.now - request.askedAt;
      return opening.openFor(request);
    }
    group2.life.witness.acquireTimedOut(group2.index, request.classIndex);
    const blame2 = this.#pool.supply.inUse ? this.#pool.supply.blame(request) : "";
    const { timeout: timeout5, timeoutOpening } = group2.policy.messages;
    return this.turnAway(request, Outcome.acquireTimeout, blame2 !== "" ? blame2 : (request.phase === Acquiring.opening ? timeoutOpening : void 0) ?? timeout5);
  }
  /** Ends the attempt with the library's own words; they are composed only where this class has not told them before, or a tracer wants each. */
  turnAway(request, outcome, template) {
    const { group: group2, simulation, tracer } = this.#pool;
    const isNew = group2.life.isNew(request, outcome);
    const { timeoutLog } = group2.policy.messages;
    if (isNew && timeoutLog !== "" && outcome === Outcome.acquireTimeout) group2.life.witness.logged(group2.name, fill(timeoutLog, this.#pool, 0));
    const text3 = isNew || tracer !== null ? fill(template, this.#pool, simulation.now - request.askedAt) : "";
    if (tracer !== null) this.#pool.tell(outcome === Outcome.acquireTimeout ? "timeout" : "fail", null, request, text3);
    return request.fails(outcome, isNew ? text3 : "");
  }
  /** Takes the caller whose turn it is out of the room, with its deadline if it is to open a connection in that time; null when nobody waits. */
  callNext(keepsDeadline = false) {
    const line = this.#line;
    if (this.#countsGone && this.#gone.length > 0) this.#forgetGone();
    if (line.count === 0) return null;
    const { serve } = this.#pool.group.policy;
    const request = serve === "lastCome" ? line.last : serve === "random" ? line.drawn(Math.floor(this.#coins.uniform() * line.count)) : line.first;
    line.leave(request.ticket);
    request.parking = null;
    if (!keepsDeadline) request.dropDeadline();
    this.#settle(request);
    return request;
  }
  /** Everybody who waits fails with these words. */
  failAll(text3) {
    for (let left = this.#line.count; left > 0; left--) {
      const request = this.callNext();
      if (request === null) return;
      if (this.#pool.tracer !== null) this.#pool.tell("fail", null, request, text3);
      request.interrupt(Outcome.refused, text3);
    }
  }
  /** Exhausted: every connection is out and someone waits. */
  noteExhaustion() {
    const { group: group2, lentCount, simulation } = this.#pool;
    const exhausted = this.#line.count > 0 && lentCount >= group2.policy.max;
    if (exhausted === this.#exhausted) return;
    this.#exhausted = exhausted;
    group2.exhausted.add(simulation.now, exhausted ? 1 : -1);
  }
  /** Those who gave up before the first who still waits had come are passed over now; all of them where nobody waits. */
  #forgetGone() {
    const next2 = this.#line.first?.askedAt ?? Number.POSITIVE_INFINITY;
    const left = this.#gone.filter((joined) => joined > next2);
    this.#gone.length = 0;
    this.#gone.push(...left);
  }
  #settle(request) {
    request.waitsInLine = false;
    request.waited += this.#pool.simulation.now - request.askedAt;
    this.#tell(request, -1);
    this.noteExhaustion();
  }
  #tell(request, change) {
    const { group: group2, simulation } = this.#pool;
    group2.waiting.add(simulation.now, change);
    group2.waitingBy[request.classIndex]?.add(simulation.now, change);
  }
  /** The deadline counts from the moment of asking, so a caller whose first connection turned out to be dead has only the rest of it. */
  #setDeadline(request, law3) {
    const elapsed = this.#pool.simulation.now - request.askedAt;
    if (law3 === null && this.#patience === null) {
      if (this.#lane === null) return;
      if (elapsed > 0) return this.#deadlineAfter(request, this.#lane.delay - elapsed);
      request.deadline = this.#lane;
      request.deadlineTicket = this.#lane.set(request, Wake.acquireTimeout);
      return;
    }
    (law3 ?? this.#patience).drawInto(this.#drawn, 0);
    const span15 = this.#drawn[0];
    if (span15 !== forever) this.#deadlineAfter(request, span15 - elapsed);
  }
  #deadlineAfter(request, span15) {
    const { simulation } = this.#pool;
    request.deadline = simulation.calendar;
    request.deadlineTicket = simulation.after(Math.max(0, span15), Rank.timeout, request, Wake.acquireTimeout);
  }
};

// src/model/pool/behind.ts
var Behind = class {
  inUse = false;
  #pool;
  #streams;
  #room = null;
  constructor(pool3, streams) {
    this.#pool = pool3;
    this.#streams = streams;
    this.policyChanged();
  }
  /** Callers that block now. */
  get count() {
    return this.#room === null ? 0 : this.#room.count;
  }
  policyChanged() {
    this.inUse = this.#pool.group.policy.open.blocksOthers;
    this.#room?.policyChanged();
  }
  /** A caller blocks until an opening is over, or its deadline. */
  join(request, law3) {
    if (this.#room === null) {
      this.#room = new WaitingRoom(this.#pool, this.#streams);
      this.#room.policyChanged();
    }
    return this.#room.join(request, law3);
  }
  /** An opening is over: where none is left, or its place is free again, those who blocked try anew in order. */
  openingOver() {
    const { roster, opening, simulation } = this.#pool;
    for (let left = this.count; left > 0 && (roster.openingCount === 0 || opening.hasRoom); left--) {
      const request = this.#room?.callNext();
      if (request === null || request === void 0) return;
      request.waited -= simulation.now - request.askedAt;
      const verdict = this.#pool.tryAcquire(request, null);
      if (verdict === onward) simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
  }
};

// src/model/pool/keepalive.ts
var Keepalive = class {
  #pool;
  #coins;
  constructor(pool3, coins) {
    this.#pool = pool3;
    this.#coins = coins;
  }
  /** A connection is new: its timer begins, drawn once for good. One that was open before the run began is somewhere within its interval. */
  nowBorn(connection, wasOpenBefore = false) {
    const { keepalive, keepaliveJitter } = this.#pool.group.policy;
    if (keepalive === forever) return;
    connection.pingEvery = Math.max(1, Math.floor(keepalive * (1 - keepaliveJitter * this.#coins.uniform())));
    connection.unwatch(Watch.keepalive);
    connection.watch(Watch.keepalive, wasOpenBefore ? Math.max(1, connection.pingEvery * this.#coins.uniform()) : connection.pingEvery);
  }
  /** Its time has come: it is asked for a sign of life if nobody has it. */
  due(connection) {
    if (connection.state !== ConnectionState.idle) return connection.watch(Watch.keepalive, connection.pingEvery);
    this.#pool.shelf.take(connection);
    connection.state = ConnectionState.settling;
    if (this.#pool.tracer !== null) this.#pool.tell("check", connection, null);
    const takes = connection.database.firewall.exchange(connection, this.#pool.group.policy.checkTimeout);
    if (takes === 0) this.answered(connection);
    else connection.watch(Watch.ping, takes);
  }
  /** The answer is there, or there is none. The rest on the shelf goes on as if nothing had happened. */
  answered(connection) {
    if (connection.dead !== 0) {
      this.#pool.discard(connection, "dead");
      return this.#pool.opening.fillRoom();
    }
    connection.heardAt = this.#pool.simulation.now;
    connection.watch(Watch.keepalive, connection.pingEvery);
    const { waiting: waiting2, group: group2, shelf } = this.#pool;
    if (waiting2.count > 0) {
      group2.idle.change(-1);
      return this.#pool.offer(connection);
    }
    connection.state = ConnectionState.idle;
    shelf.lay(connection);
  }
};

// src/model/pool/returns.ts
var Returns = class {
  inUse = false;
  #pool;
  /** Who is giving a connection back at this moment. */
  #returner = null;
  constructor(pool3) {
    this.#pool = pool3;
    this.policyChanged();
  }
  policyChanged() {
    this.inUse = this.#pool.group.policy.returner !== "goesOn";
  }
  /** Takes a connection back; parks the request if it has to open another. */
  giveBack(connection, request) {
    this.#returner = request;
    this.#pool.giveBack(connection, request, false);
    this.#returner = null;
    return request.parking === null ? onward : parked;
  }
  /** A connection was thrown away: whether the returner (or whoever threw it away) replaces it now. */
  takesOver(why) {
    const { group: group2, waiting: waiting2, opening } = this.#pool;
    const renews = group2.policy.returner === "renewsAged";
    const request = this.#returner;
    if (renews ? why !== "age" || request === null : waiting2.count === 0) return false;
    if (!opening.hasRoom) return false;
    this.#returner = null;
    const work = new Replacement(this.#pool, request);
    opening.openBy(work);
    if (!work.isOver && request !== null) request.park(work, 0);
    return true;
  }
};
var Replacement = class {
  isOver = false;
  #pool;
  #request;
  constructor(pool3, request) {
    this.#pool = pool3;
    this.#request = request;
  }
  leave() {
    this.#request = null;
  }
  openingOver(connection, admitted) {
    const { roster, group: group2, simulation, opening } = this.#pool;
    this.isOver = true;
    if (admitted) {
      roster.nowOpen(connection);
      this.#pool.offer(connection);
    } else {
      group2.refused++;
      if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, connection.database.admission.refusalText(connection));
      roster.neverOpened(connection);
      opening.placeFreed();
    }
    if (this.#request === null || this.#request.parking !== this) return;
    this.#request.parking = null;
    simulation.soon(this.#request, Wake.lent);
  }
};

// src/model/pool/waking.ts
var Waking = class {
  /** How long a woken thread needs before it looks. */
  delay = 0;
  #pool;
  constructor(pool3) {
    this.#pool = pool3;
    this.policyChanged();
  }
  policyChanged() {
    this.delay = this.#pool.group.policy.wakesAfter;
  }
  /** A connection is about to lie open: the first in line is called to it. Nobody has it yet. */
  call() {
    if (this.#pool.waiting.count > 0) this.#pool.simulation.after(this.delay, Rank.completion, this, 0);
    return null;
  }
  /** The woken one looks. */
  wake() {
    const { waiting: waiting2, shelf, group: group2, simulation, checks } = this.#pool;
    if (waiting2.count === 0) return;
    const idle2 = shelf.next;
    if (idle2 === null && group2.policy.robbed === "stays") return;
    const request = waiting2.callNext(idle2 !== null && checks.keepsDeadline);
    if (request === null) return;
    if (idle2 !== null) {
      shelf.take(idle2);
      group2.idle.change(-1);
      return this.#pool.handTo(idle2, request);
    }
    request.waited -= simulation.now - request.askedAt;
    waiting2.join(request, null);
  }
};

// src/model/pool/quirks.ts
var Quirks = class {
  abandoned;
  behind;
  keepalive;
  returns;
  waking;
  constructor(pool3, streams) {
    this.abandoned = new Abandoned(pool3);
    this.behind = new Behind(pool3, streams);
    this.keepalive = new Keepalive(pool3, streams.named(`pool/${pool3.name}/keepalive`));
    this.returns = new Returns(pool3);
    this.waking = new Waking(pool3);
  }
  policyChanged() {
    this.behind.policyChanged();
    this.returns.policyChanged();
    this.waking.policyChanged();
  }
};

// src/model/pool/records.ts
var Records = class {
  /** What the policy asks for, kept ready: records that outlive their connections; the same connection again for a request that holds one. */
  kept = false;
  sameAgain = false;
  #pool;
  #serving = false;
  constructor(pool3) {
    this.#pool = pool3;
    this.policyChanged();
  }
  policyChanged() {
    const { nested: nested3, afterDiscard } = this.#pool.group.policy;
    this.sameAgain = nested3 === "same";
    this.kept = afterDiscard === "emptyRecord";
  }
  /** The connection ends, its record goes back to the pool: to whoever waits first, or to the idle ones. */
  leave(connection, why) {
    this.#empty(connection, why);
    this.layEmpty(connection);
  }
  /** An empty record leaves the pool: nothing is closed. */
  drop(record2) {
    this.#pool.shelf.take(record2);
    this.#pool.roster.strike(record2);
  }
  /** A request is lent a record whose connection is gone, or is closed now because it is too old or failed its check. */
  reopen(connection, request, why) {
    if (connection.state === ConnectionState.empty) this.#pool.shelf.take(connection);
    else this.#empty(connection, why);
    this.#pool.roster.reopen(connection);
    return this.#pool.opening.openFor(request, connection);
  }
  /** An empty record is laid among the idle ones, and goes where there is no room for it. Those who wait are lent it at once. */
  layEmpty(connection) {
    const { shelf, waiting: waiting2, roster, group: group2 } = this.#pool;
    if (roster.count > group2.policy.max || waiting2.count === 0 && shelf.count >= group2.policy.keepIdle) return roster.strike(connection);
    connection.idleSince = this.#pool.simulation.now;
    shelf.lay(connection);
    this.#serve();
  }
  /** Callers in line reconnect empty records, first come first; each failure brings the record back for the next. */
  #serve() {
    if (this.#serving) return;
    const { shelf, waiting: waiting2, simulation } = this.#pool;
    this.#serving = true;
    for (let next2 = shelf.next; next2 !== null && waiting2.count > 0; next2 = shelf.next) {
      const request = waiting2.callNext();
      request.waited -= simulation.now - request.askedAt;
      const verdict = this.reopen(next2, request, "dead");
      if (verdict === onward) simulation.soon(request, Wake.lent);
      else if (verdict > 0) request.interrupt(verdict, request.text);
    }
    this.#serving = false;
  }
  #empty(connection, why) {
    const { group: group2, simulation, roster, shelf, tracer } = this.#pool;
    if (connection.state === ConnectionState.idle) shelf.take(connection);
    if (connection.state === ConnectionState.idle || connection.state === ConnectionState.settling) group2.idle.change(-1);
    if (tracer !== null) this.#pool.tell("close", connection, null, why);
    group2.closed++;
    group2.open.add(simulation.now, -1);
    roster.nowEmpty(connection);
  }
};

// src/model/pool/roster.ts
var Roster = class {
  connections = [];
  /** How many of them are being opened. */
  openingCount = 0;
  #pool;
  #records = [];
  #born = 0;
  constructor(pool3) {
    this.#pool = pool3;
  }
  /** Connections on the roster, those being opened included. */
  get count() {
    return this.connections.length;
  }
  /** A new record among the pool's connections, in the state of opening. */
  create() {
    const connection = this.#records.pop() ?? new Connection(this.#pool, this.#pool.group.target);
    connection.database = this.#pool.group.target;
    connection.id = ++this.#born;
    connection.state = ConnectionState.opening;
    connection.bornAt = this.#pool.simulation.now;
    connection.place = this.connections.length;
    connection.kept = this.#pool.group.policy.refusedStays;
    connection.joinedThen = this.#pool.waiting.joined;
    connection.uses = 0;
    connection.expired = false;
    connection.leaked = false;
    connection.reported = false;
    connection.isKept = false;
    connection.dead = 0;
    connection.silent = false;
    connection.heardAt = 0;
    connection.tries = 0;
    connection.inTransaction = false;
    connection.aborted = false;
    connection.queryAt = -1;
    connection.lastQuery = "";
    connection.client = null;
    connection.server = null;
    connection.opener = null;
    this.connections.push(connection);
    this.openingCount++;
    this.#pool.group.opening.add(this.#pool.simulation.now, 1);
    return connection;
  }
  /** The opening of a connection ended well: it now exists. */
  nowOpen(connection) {
    connection.bornAt = this.#pool.simulation.now;
    this.#openingOver();
    this.#pool.group.opened++;
    if (this.#pool.tracer !== null) this.#pool.tell("opened", connection, null);
    this.#pool.group.open.add(this.#pool.simulation.now, 1);
    this.#pool.upkeep.nowBorn(connection);
  }
  /** The opening ended badly: nothing was ever open, and the record goes, unless it was there before. */
  neverOpened(connection) {
    this.#openingOver();
    if (!connection.kept) return this.strike(connection);
    this.nowEmpty(connection);
    this.#pool.records.layEmpty(connection);
  }
  /** The connection of a record is gone: its session ends, the record stays on the roster. */
  nowEmpty(connection) {
    connection.state = ConnectionState.empty;
    connection.holder = null;
    connection.unwatchAll();
    connection.database.admission.sessionEnds(connection);
  }
  /** An empty record is being opened again, as a connection with a number of its own. */
  reopen(connection) {
    connection.database = this.#pool.group.target;
    connection.id = ++this.#born;
    connection.state = ConnectionState.opening;
    connection.kept = true;
    connection.uses = 0;
    connection.expired = false;
    connection.dead = 0;
    connection.silent = false;
    connection.heardAt = 0;
    connection.queryAt = -1;
    this.openingCount++;
    this.#pool.group.opening.add(this.#pool.simulation.now, 1);
  }
  /** An opening is taken off the books though it goes on; it ends in `forget`. */
  detach(connection) {
    this.#openingOver();
    this.vacate(connection);
    connection.state = ConnectionState.late;
  }
  /** Such an opening has come to its end: a connection that is there now is closed at once. */
  forget(connection, admitted) {
    const { group: group2, tracer, closing } = this.#pool;
    if (tracer !== null) this.#pool.tell(admitted ? "opened" : "refused", connection, null, admitted ? "" : connection.refusal);
    if (!admitted) return this.strike(connection);
    group2.opened++;
    group2.closed++;
    if (tracer !== null) this.#pool.tell("close", connection, null, "late");
    closing.begin(connection);
  }
  /** Counts anew from the connections themselves, for the audit. */
  recount() {
    const inState = (state) => this.connections.reduce((n, connection) => n + (connection.state === state ? 1 : 0), 0);
    const opening = inState(ConnectionState.opening);
    const idle2 = inState(ConnectionState.idle) + inState(ConnectionState.settling) + inState(ConnectionState.checking);
    const waiting2 = this.#pool.waiting.count + this.#pool.supply.validation.paired + this.#pool.lock.outsideCount + this.#pool.quirks.behind.count;
    return { open: this.connections.length - opening - inState(ConnectionState.empty) - inState(ConnectionState.closing), idle: idle2, lent: inState(ConnectionState.lent), opening, waiting: waiting2 };
  }
  #openingOver() {
    this.openingCount--;
    this.#pool.group.opening.add(this.#pool.simulation.now, -1);
  }
  /** Keeps the record of a connection that is no more, to be used again. */
  keep(connection) {
    this.#records.push(connection);
  }
  /** Strikes a connection off: its session ends, its watches too, its record is kept for the next. */
  strike(connection) {
    connection.state = ConnectionState.closed;
    if (!connection.isKept) connection.holder = null;
    connection.unwatchAll();
    connection.database.admission.sessionEnds(connection);
    if (connection.place >= 0) this.vacate(connection);
    if (!connection.isKept) this.keep(connection);
  }
  /** Frees the place of a connection. */
  vacate(connection) {
    const moved = this.connections.pop();
    if (moved !== connection) {
      this.connections[connection.place] = moved;
      moved.place = connection.place;
    }
    connection.place = noSlot;
  }
};

// src/model/pool/shelf.ts
var Shelf = class {
  count = 0;
  #first = null;
  #last = null;
  #order;
  constructor(order2) {
    this.#order = order2;
  }
  /** Lays a connection on the shelf: at the end, or by age where the oldest is lent first. */
  lay(connection) {
    let ahead = this.#last;
    if (this.#order === "oldest") while (ahead !== null && ahead.id > connection.id) ahead = ahead.before;
    const behind = ahead === null ? this.#first : ahead.after;
    connection.before = ahead;
    connection.after = behind;
    if (ahead === null) this.#first = connection;
    else ahead.after = connection;
    if (behind === null) this.#last = connection;
    else behind.before = connection;
    this.count++;
  }
  /** The connection to lend next; it stays on the shelf. Null when the shelf is empty. */
  get next() {
    return this.#order === "lastReturned" ? this.#last : this.#first;
  }
  /** The one at the head, from which `after` leads to all others: returned first, or the oldest where the oldest is lent. */
  get oldest() {
    return this.#first;
  }
  /** The connection idle eviction takes first: the newest where the oldest is lent, else the one idle for longest. */
  get leastWanted() {
    return this.#order === "oldest" ? this.#last : this.#first;
  }
  /** The one that would be lent after this one; null at the end. */
  nextAfter(connection) {
    return this.#order === "lastReturned" ? connection.before : connection.after;
  }
  /** The one returned first of all: idle for longest, unless the oldest is lent. Those after it have been idle for less. */
  get longestIdle() {
    return this.#first;
  }
  /** Takes a connection off the shelf, wherever it lies. */
  take(connection) {
    if (connection.before === null) this.#first = connection.after;
    else connection.before.after = connection.after;
    if (connection.after === null) this.#last = connection.before;
    else connection.after.before = connection.before;
    connection.before = null;
    connection.after = null;
    this.count--;
  }
};

// src/model/pool/start.ts
var Start = class {
  #pool;
  /** The constructor is at work: every caller waits outside. */
  blocking = false;
  /** The app is down: nobody opens anything until it begins anew. */
  away = false;
  /** The constructor threw: the next caller runs it again. */
  failed = false;
  /** How many the present run of the constructor has opened, of how many, and when it began. */
  #opened = 0;
  #of = 0;
  #began = 0;
  /** Why the last opening was refused, while the constructor rests from that. */
  #why = "";
  /** Openings in the background still to begin. */
  #left = 0;
  constructor(pool3) {
    this.#pool = pool3;
  }
  /** Fills the pool at once: the app was up before the run began. */
  warm() {
    const { roster, upkeep, group: group2 } = this.#pool;
    const { prefill, max } = group2.policy;
    this.#warn();
    for (let left = Math.min(prefill, max) - roster.count; left > 0; left--) {
      const connection = roster.create();
      if (!connection.database.admission.admitAtOnce(connection)) {
        roster.neverOpened(connection);
        break;
      }
      roster.nowOpen(connection);
      upkeep.pretendAge(connection);
      this.#pool.offer(connection);
    }
    upkeep.begin();
  }
  /** Runs the constructor: callers wait until it is through, and then the other connections are opened beside them. */
  cold() {
    const { start } = this.#pool.group.policy;
    this.away = false;
    if (this.blocking) return;
    this.#warn();
    this.failed = false;
    this.#began = this.#pool.simulation.now;
    this.#opened = 0;
    this.#of = Math.min(start.blocking, Math.max(1, this.#wanted));
    if (this.#of === 0) return this.#through();
    this.blocking = true;
    this.#pool.opening.openBy(this);
  }
  openingOver(connection, admitted) {
    const { roster, group: group2 } = this.#pool;
    if (!admitted) {
      group2.refused++;
      const why = connection.database.admission.refusalText(connection);
      if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, why);
      roster.neverOpened(connection);
      return this.blocking ? this.#refused(why) : this.#openInBackground();
    }
    roster.nowOpen(connection);
    this.#opened++;
    if (this.blocking && this.#opened > this.#wanted) this.#pool.close(connection, "surplus");
    else this.#pool.offer(connection);
    if (this.blocking && this.#opened >= this.#of) this.#through();
    else if (this.blocking || this.#left > 0) this.#pool.simulation.after(0, Rank.incident, this, 0);
  }
  /** Opens the next one: at once, or in the constructor after the pause that follows a refusal. */
  wake() {
    if (this.#why !== "") this.#tryAgain();
    else if (this.blocking) this.#pool.opening.openBy(this);
    else this.#openInBackground();
  }
  /** The library's warnings about its options are in the log once, for all instances. */
  #warn() {
    const { group: group2, simulation } = this.#pool;
    if (simulation.now > 0 || group2.pools[0] !== this.#pool) return;
    for (const warning of group2.policy.warnings) group2.life.witness.logged(group2.name, fill(warning, this.#pool, 0));
  }
  get #wanted() {
    return Math.min(this.#pool.group.policy.prefill, this.#pool.group.policy.max);
  }
  /** The constructor failed to open one: it tries again while its time is not up, then throws or goes on without. */
  #refused(why) {
    const { simulation, group: group2 } = this.#pool;
    const { retryEvery } = group2.policy.start;
    this.#why = why;
    if (retryEvery === 0) this.#tryAgain();
    else simulation.after(retryEvery, Rank.incident, this, 0);
  }
  /** The pause after a refusal is over. */
  #tryAgain() {
    const { group: group2, simulation, lock: lock2, shelf } = this.#pool;
    const { retryFor, ifRefused } = group2.policy.start;
    const why = this.#why;
    this.#why = "";
    if (simulation.now - this.#began < retryFor) return this.#pool.opening.openBy(this);
    if (ifRefused === "goOn") return this.#through();
    this.blocking = false;
    this.failed = true;
    while (shelf.next !== null) this.#pool.close(shelf.next, "drained");
    lock2.startFailed(fill(group2.policy.messages.startFailed, this.#pool, 0).replace("{why}", why));
  }
  /** The constructor is through: whoever waited outside comes in, and the rest is opened in the background. */
  #through() {
    const { lock: lock2, upkeep, roster, group: group2 } = this.#pool;
    this.blocking = false;
    this.#left = Math.max(0, this.#wanted - roster.count);
    for (let i = 0; i < group2.policy.start.atOnce && this.#left > 0; i++) this.#openInBackground();
    upkeep.begin();
    if (group2.policy.open.by === "workers") this.#pool.opening.refill();
    lock2.release();
  }
  #openInBackground() {
    if (this.#left === 0) return;
    this.#left--;
    if (this.#pool.roster.count < this.#pool.group.policy.max) this.#pool.opening.openBy(this);
  }
};

// src/model/pool/validation.ts
var Validation = class {
  /** Connections under check that belong to nobody, and those for which a caller waits. */
  unpaired = 0;
  paired = 0;
  #pool;
  constructor(pool3) {
    this.#pool = pool3;
  }
  /** Begins a check of each idle connection that a caller waits for. Where a check takes no time, all have begun before the first is over; and those that fail are closed
   *  before the others reach their callers, who are a few turns of the event loop away. */
  pair() {
    const { shelf, waiting: waiting2, supply, group: group2 } = this.#pool;
    const alone = supply.rules.validates === "forWhoeverIsFirst";
    const answered2 = [];
    for (let left = Math.min(shelf.count, waiting2.count - (alone ? this.unpaired : 0)); left > 0; left--) {
      const connection = shelf.next;
      const { roundTrip } = connection.database.plan;
      this.#begin(connection, alone ? null : waiting2.callNext(true));
      if (roundTrip === 0 || group2.policy.checkRoundTrips === 0) answered2.push(connection);
      else connection.watch(Watch.check, roundTrip);
    }
    const good2 = answered2.filter((connection) => this.#isGood(connection));
    for (const connection of answered2) if (!good2.includes(connection)) this.over(connection);
    for (const connection of good2) this.over(connection);
  }
  /** The answer is there. */
  over(connection) {
    const request = connection.holder;
    connection.holder = null;
    if (request === null) this.unpaired--;
    else this.#settled(request);
    if (this.#isGood(connection)) {
      if (request === null) this.#pool.offer(connection, true);
      else this.#lend(connection, request);
      return;
    }
    const why = connection.dead === 0 ? "age" : "dead";
    if (request === null) return this.#pool.discard(connection, why);
    this.#pool.close(connection, why);
    this.#pool.waiting.rejoinFirst(request);
    this.#pool.supply.triggerSoon();
    this.#pool.supply.refill();
  }
  /** The caller for whom a connection is checked goes away; tarn takes that for a failed check. */
  abandoned(connection) {
    const request = connection.holder;
    connection.holder = null;
    connection.unwatch(Watch.check);
    request.leftLineOf = this.#pool;
    request.waited += this.#pool.simulation.now - request.askedAt;
    if (this.#pool.tracer !== null) this.#pool.tell("leave", connection, request);
    this.#settled(request);
    this.#pool.close(connection, "unchecked");
    this.#pool.supply.triggerSoon();
  }
  #begin(connection, request) {
    const { shelf, group: group2, simulation } = this.#pool;
    shelf.take(connection);
    connection.state = ConnectionState.checking;
    connection.unwatch(Watch.idle);
    connection.holder = request;
    if (this.#pool.tracer !== null) this.#pool.tell("check", connection, request);
    if (request === null) this.unpaired++;
    else {
      this.paired++;
      group2.waiting.add(simulation.now, 1);
      group2.waitingBy[request.classIndex]?.add(simulation.now, 1);
      request.waited -= simulation.now - request.askedAt;
      request.park(connection, 0);
    }
  }
  #isGood(connection) {
    return connection.dead === 0 && !this.#pool.upkeep.tooOldToLend(connection);
  }
  #lend(connection, request) {
    request.parking = null;
    this.#pool.group.idle.change(-1);
    this.#pool.lendOpened(connection, request);
    this.#pool.simulation.soon(request, Wake.lent);
  }
  #settled(request) {
    const { group: group2, simulation } = this.#pool;
    this.paired--;
    group2.waiting.add(simulation.now, -1);
    group2.waitingBy[request.classIndex]?.add(simulation.now, -1);
  }
};

// src/model/pool/supply.ts
var Alarm = { trigger: 0, insist: 1, rested: 2, again: 3 };
var shortestTimer = ms(1);
var Supply = class {
  validation;
  /** Whether the pool opens by itself, and checks by itself. */
  inUse = false;
  validates = false;
  rules = plainSupply;
  #pool;
  /** Refused openings that keep their place until they are tried again, and until when that goes on. */
  #insisting = 0;
  #insistUntil = never;
  /** Openings that failed in a row; after them the pool may open nothing while it rests. */
  #failures = 0;
  #resting = false;
  /** An opening failed in no time at all, and the next attempt is on its way. */
  #comesAgain = false;
  /** Why openings failed, in the order of failing, each with how many callers had joined the line before it began. One that is of no more use to anybody is gone. */
  #causes = [];
  constructor(pool3) {
    this.#pool = pool3;
    this.validation = new Validation(pool3);
  }
  policyChanged() {
    const { supply } = this.#pool.group.policy.open;
    this.inUse = supply !== null;
    this.rules = supply ?? plainSupply;
    this.validates = this.rules.validates !== "never";
  }
  /** Whether one more caller would be no reason to call the line full: there is something for it. */
  get canServe() {
    return this.inUse && (this.#pool.shelf.count > 0 || this.#pool.opening.hasRoom);
  }
  /** Someone joined the line, or a pause is over: hands out what is free, else opens as many as one trigger may. */
  trigger() {
    const { shelf } = this.#pool;
    if (shelf.count === 0 || this.rules.validates === "forWhoeverIsFirst") this.demand();
    if (shelf.count > 0) this.validation.pair();
  }
  /** Opens what callers lack, as many as one trigger may. One that fails at this very instant is the last: the next attempt has a time of its own. */
  demand() {
    const failures = this.#failures;
    for (let left = this.rules.perTrigger; left > 0 && this.#missing > 0 && this.#failures === failures; left--) this.#pool.opening.openBy(this);
  }
  /** Opens what the minimum lacks. */
  refill() {
    const { refill, minimum, max } = this.#pool.group.policy;
    if (refill === "never") return;
    const { roster, shelf } = this.#pool;
    const failures = this.#failures;
    let missing = Math.min(minimum - (refill === "idle" ? shelf.count : roster.count), max - roster.count);
    while (missing-- > 0 && this.#free > 0 && this.#failures === failures) this.#pool.opening.openBy(this);
  }
  /** A connection was thrown away: the minimum first, then the callers. */
  lostOne() {
    this.refill();
    this.trigger();
  }
  /** The driver has noticed that an idle connection has died: where the pool opens by itself, only callers have it replaced at once. */
  lostIdle(connection) {
    if (!this.inUse) return this.#pool.discard(connection, "dead");
    const { shelf, simulation, group: group2 } = this.#pool;
    const { checkAfterIdle } = group2.policy;
    this.#pool.close(connection, "dead");
    if (this.rules.doubtsOthers && checkAfterIdle > 0) for (let one2 = shelf.longestIdle; one2 !== null; one2 = one2.after) one2.idleSince = Math.min(one2.idleSince, simulation.now - checkAfterIdle);
    this.trigger();
  }
  openingOver(connection, admitted) {
    if (!admitted) return this.#refused(connection);
    this.#failures = 0;
    this.#insistUntil = never;
    if (this.rules.blames === "firstWhileNoneLent") this.#causes.length = 0;
    this.#pool.roster.nowOpen(connection);
    this.#pool.offer(connection);
    if (this.rules.goesOn === "no") return;
    if (this.rules.goesOn === "forMinimumToo") this.refill();
    this.demand();
  }
  /** An opening takes too long: it has failed, though it goes on beyond the books and its connection is closed when it is there. */
  overdue(connection, text3) {
    if (this.#pool.tracer !== null) this.#pool.tell("late", connection, null, text3);
    this.#pool.roster.detach(connection);
    this.#failed(connection, text3, Outcome.acquireTimeout, false);
  }
  wake(what) {
    if (what === Alarm.insist) {
      this.#insisting--;
      if (this.#pool.roster.count < this.#pool.group.policy.max) this.#pool.opening.openBy(this);
      return;
    }
    if (what === Alarm.again) this.#comesAgain = false;
    if (what === Alarm.rested) {
      this.#resting = false;
      if (this.#pool.waiting.count === 0) return;
      this.refill();
    }
    this.trigger();
  }
  /** Sets a limit to an opening that begins now, whoever opens: the last ones of those that insist have less. */
  limit(connection) {
    const { timeout: timeout5 } = this.#pool.group.policy.open;
    const { within } = this.rules.insist;
    const left = within === 0 ? forever : this.#insistUntil === never ? within : this.#insistUntil - this.#pool.simulation.now;
    const limit = Math.min(timeout5, Math.max(shortestTimer, left));
    if (limit !== forever) connection.watch(Watch.openTimeout, limit);
  }
  /** The trigger comes in a moment: the library leaves the event loop a breath. */
  triggerSoon() {
    this.#pool.simulation.after(shortestTimer, Rank.timeout, this, Alarm.trigger);
  }
  /** What a caller is told when its time is up, where a failed opening is to blame; '' where none is. */
  blame(request) {
    const { blames, blamed } = this.rules;
    const cause = blames === "lastSinceJoined" ? this.#causes.findLast(({ joined }) => joined >= request.joinedAs) : this.#pool.lentCount === 0 ? this.#causes[0] : void 0;
    return cause === void 0 ? "" : blamed.replace("{cause}", cause.text);
  }
  /** Connections that callers lack and for which there is room. */
  get #missing() {
    const { roster, shelf, waiting: waiting2, group: group2 } = this.#pool;
    return Math.min(group2.policy.max - roster.count, this.#free, waiting2.count - shelf.count - this.validation.unpaired - roster.openingCount);
  }
  /** Openings that may begin now. */
  get #free() {
    return this.#resting ? 0 : this.#pool.group.policy.open.atOnce - this.#pool.roster.openingCount - this.#insisting;
  }
  #refused(connection) {
    const { group: group2, simulation, roster } = this.#pool;
    const { refusal: text3 } = connection;
    group2.refused++;
    if (this.#pool.tracer !== null) this.#pool.tell("refused", connection, null, text3);
    roster.neverOpened(connection);
    this.#failed(connection, text3, Outcome.refused, simulation.now === connection.bornAt);
  }
  /** An opening failed: who hears of it, and when it is tried again. One that failed in no time at all is not tried again in no time,
   *  nor by more than one attempt: no real login is that quick. */
  #failed(connection, text3, outcome, atOnce) {
    const { failureGoesTo, pause, insist } = this.rules;
    this.#remember(connection.joinedThen, text3);
    if (failureGoesTo === "head") this.#headHears(text3, outcome);
    if (insist.within > 0 && this.#insists(connection.bornAt)) return;
    const span15 = Math.min(pause.cap, pause.first + pause.step * this.#failures);
    this.#failures++;
    this.#resting = pause.stops;
    if (span15 > 0) this.#pool.simulation.after(Math.max(span15, shortestTimer), Rank.timeout, this, pause.stops ? Alarm.rested : Alarm.trigger);
    else if (!atOnce) this.trigger();
    else if (!this.#comesAgain) {
      this.#comesAgain = true;
      this.#pool.simulation.after(shortestTimer, Rank.timeout, this, Alarm.again);
    }
  }
  #remember(joined, text3) {
    const { blames } = this.rules;
    if (blames === "nobody" || blames === "firstWhileNoneLent" && this.#causes.length > 0) return;
    while ((this.#causes.at(-1)?.joined ?? Number.POSITIVE_INFINITY) <= joined) this.#causes.pop();
    this.#causes.push({ joined, text: text3 });
  }
  /** Whether the opening keeps its place and is tried again, as it is for so long from its first attempt. */
  #insists(began) {
    const { insist } = this.rules;
    const { simulation } = this.#pool;
    if (this.#insistUntil === never) this.#insistUntil = began + insist.within;
    if (this.#insistUntil < simulation.now) {
      this.#insistUntil = never;
      return false;
    }
    this.#insisting++;
    simulation.after(Math.max(Math.min(insist.every, this.#insistUntil - simulation.now), shortestTimer), Rank.timeout, this, Alarm.insist);
    return true;
  }
  #headHears(text3, outcome) {
    const { waiting: waiting2, group: group2, tracer } = this.#pool;
    const request = waiting2.callNext();
    if (request === null) return;
    const late = outcome === Outcome.acquireTimeout;
    if (late) group2.life.witness.acquireTimedOut(group2.index, request.classIndex);
    const words5 = late ? this.blame(request) || text3 : text3;
    if (tracer !== null) this.#pool.tell(late ? "timeout" : "fail", null, request, words5);
    request.interrupt(outcome, words5);
  }
};

// src/model/pool/cleaner.ts
var none = -1;
var regular = 0;
var extra = 1;
var Cleaner = class {
  #pool;
  #rules;
  #next = none;
  #extra = none;
  #samples = [];
  constructor(pool3, rules) {
    this.#pool = pool3;
    this.#rules = rules;
  }
  /** The pool begins. */
  begin() {
    if (this.#rules.by === "period") this.#plan(this.#rules.first);
  }
  /** A connection was laid on the shelf: Go's cleaner sets out. */
  nowIdle() {
    const { idleTimeout, lifetime: lifetime2 } = this.#pool.group.policy;
    if (this.#rules.by === "due" && this.#next === none) this.#plan(Math.max(this.#rules.atLeast, Math.min(idleTimeout, lifetime2)));
  }
  /** One more connection is open: Npgsql counts as soon as there are more than the minimum. */
  nowOpen() {
    if (this.#rules.by === "median" && this.#next === none && this.#pool.roster.count > this.#pool.group.policy.minimum) this.#plan(this.#rules.every);
  }
  /** A connection was thrown away at its return: pgxpool looks round soon, and later if that happens again meanwhile. */
  thrownAway() {
    if (this.#rules.by !== "period" || this.#rules.again === forever) return;
    if (this.#extra !== none) this.#pool.simulation.calendar.leave(this.#extra);
    this.#extra = this.#pool.simulation.after(this.#rules.again, Rank.incident, this, extra);
  }
  wake(what) {
    if (what === extra) this.#extra = none;
    else this.#next = none;
    switch (this.#rules.by) {
      case "period":
        return this.#goRound(this.#rules.every, this.#rules.again, what);
      case "due":
        return this.#cleanDue(this.#rules.atLeast);
      case "median":
        return this.#prune(this.#rules.every, this.#rules.samples);
    }
  }
  /** Closes what is past its time, fills up to the minimum. Where it looks again after it closed something, filling comes first. */
  #goRound(every, again, what) {
    const { opening, group: group2, roster } = this.#pool;
    const { idleFloor } = group2.policy;
    if (again !== forever) opening.refill();
    let closed2 = 0;
    for (const connection of this.#idle()) {
      if (this.#isOld(connection) && roster.count >= idleFloor.count) closed2 += this.#close(connection, "age");
      else if (this.#isStale(connection) && roster.count > idleFloor.count) closed2 += this.#close(connection, "idle");
    }
    if (again === forever) opening.refill();
    if (closed2 > 0) this.thrownAway();
    if (what === regular) this.#plan(every);
  }
  /** Closes what is past its time and sleeps until the next one is. It ends when nothing is open, and is started again by the next idle connection. */
  #cleanDue(atLeast) {
    const { roster, group: group2, simulation } = this.#pool;
    const { idleTimeout, lifetime: lifetime2 } = group2.policy;
    let next2 = Math.min(idleTimeout, lifetime2);
    if (roster.count === 0 || next2 === forever) return;
    for (const connection of this.#idle()) {
      if (this.#isStale(connection)) this.#close(connection, "idle");
      else if (this.#isOld(connection)) this.#close(connection, "age");
      else next2 = Math.min(next2, connection.idleSince + idleTimeout - simulation.now, connection.oldAt - simulation.now);
    }
    this.#plan(Math.max(atLeast, next2));
  }
  /** Counts those idle; after the last of the samples closes as many as their median says, those idle for longest first, down to the minimum. */
  #prune(every, samples) {
    const { roster, shelf, group: group2 } = this.#pool;
    const { minimum } = group2.policy;
    if (roster.count <= minimum) {
      this.#samples.length = 0;
      return;
    }
    this.#samples.push(shelf.count);
    if (this.#samples.length === samples) {
      const counts2 = this.#samples.splice(0).sort((a, b) => a - b);
      let left = counts2[Math.ceil(samples / 2) - 1];
      for (let one2 = shelf.leastWanted; one2 !== null && left > 0 && roster.count > minimum; one2 = shelf.leastWanted, left--) this.#close(one2, "idle");
    }
    this.#plan(every);
  }
  #plan(delay) {
    this.#next = this.#pool.simulation.after(delay, Rank.incident, this, regular);
  }
  /** What lies idle now, those returned first first. */
  #idle() {
    const found11 = [];
    for (let one2 = this.#pool.shelf.oldest; one2 !== null; one2 = one2.after) found11.push(one2);
    return found11;
  }
  #isStale(connection) {
    return this.#pool.simulation.now - connection.idleSince >= this.#pool.group.policy.idleTimeout;
  }
  #isOld(connection) {
    return this.#pool.group.policy.lifetimeAt.includes("cleaner") && this.#pool.simulation.now >= connection.oldAt;
  }
  #close(connection, why) {
    this.#pool.close(connection, why);
    return 1;
  }
};

// src/model/pool/reaper.ts
var Reaper = class {
  #pool;
  #at = false;
  /** The connection it looked at last, and what tells whether that has moved since: then the next round begins at the front. */
  #cursor = null;
  #cursorId = 0;
  #cursorUses = 0;
  #cursorSince = 0;
  constructor(pool3) {
    this.#pool = pool3;
  }
  /** Begins its rounds, the first after one interval, unless it is at work. */
  begin() {
    const { reap } = this.#pool.group.policy;
    if (this.#at || reap === null || reap.every === forever) return;
    this.#at = true;
    this.#pool.simulation.after(reap.every, Rank.timeout, this, 0);
  }
  /** One round. */
  wake() {
    const { reap } = this.#pool.group.policy;
    const { roster, waiting: waiting2, simulation } = this.#pool;
    this.#at = false;
    if (reap === null) return;
    if (reap.looksAt < Number.POSITIVE_INFINITY) this.#lookAtSome(reap);
    else this.#lookAtAll(reap);
    if (reap.thenRefills) this.#pool.supply.lostOne();
    this.#at = reap.every !== forever && !(reap.stopsWhenEmpty && roster.count + waiting2.count === 0);
    if (this.#at) simulation.after(reap.every, Rank.timeout, this, 0);
  }
  /** From the one idle for longest on, down to the floor. */
  #lookAtAll(reap) {
    const { shelf, roster, simulation } = this.#pool;
    let spare = (reap.floor.of === "idle" ? shelf.count : roster.count - roster.openingCount) - reap.floor.count;
    for (let one2 = shelf.longestIdle; one2 !== null && spare > 0; ) {
      const next2 = one2.after;
      if (simulation.now - one2.idleSince > reap.softIdle) {
        spare--;
        this.#pool.close(one2, "idle");
      }
      one2 = next2;
    }
  }
  /** The next few in the order in which they would be lent, going round; what it closes is replaced at once where the minimum asks for it. */
  #lookAtSome(reap) {
    const { shelf, simulation } = this.#pool;
    let wrapped = false;
    for (let left = Math.min(reap.looksAt, shelf.count); left > 0; ) {
      const one2 = this.#next();
      if (one2 === null) {
        if (shelf.count === 0 || wrapped) break;
        wrapped = true;
        continue;
      }
      wrapped = false;
      left--;
      const idle2 = simulation.now - one2.idleSince;
      if (idle2 <= reap.hardIdle && !(idle2 > reap.softIdle && shelf.count > reap.floor.count)) continue;
      this.#lose();
      this.#pool.close(one2, "idle");
      this.#pool.supply.refill();
    }
  }
  /** The one after the cursor; null at the end of the line, after which it begins at the front. */
  #next() {
    const { shelf } = this.#pool;
    const next2 = this.#cursor === null ? shelf.next : this.#hasMoved ? null : shelf.nextAfter(this.#cursor);
    this.#cursor = next2;
    if (next2 === null) return null;
    this.#cursorId = next2.id;
    this.#cursorUses = next2.uses;
    this.#cursorSince = next2.idleSince;
    return next2;
  }
  /** Its place is lost with the connection it stood at: the library's cursor then runs off the end, so the next round begins at the front. */
  #lose() {
    this.#cursorId = -1;
  }
  get #hasMoved() {
    const cursor = this.#cursor;
    return cursor.id !== this.#cursorId || cursor.state !== ConnectionState.idle || cursor.uses !== this.#cursorUses || cursor.idleSince !== this.#cursorSince;
  }
};

// src/model/pool/shrink.ts
var Shrink = class {
  #pool;
  #every;
  /** The fewest that lay idle at any time of this period. */
  #fewest;
  constructor(pool3, every) {
    this.#pool = pool3;
    this.#every = every;
    this.#fewest = pool3.group.policy.minimum;
  }
  begin() {
    this.#pool.simulation.after(this.#every, Rank.incident, this, 0);
  }
  /** A connection was taken from the shelf, which now holds so many. */
  taken(left) {
    if (left < this.#fewest) this.#fewest = left;
  }
  /** The period is over. */
  wake() {
    const { shelf, roster, opening, group: group2 } = this.#pool;
    const unused = this.#fewest;
    this.#fewest = shelf.count;
    if (unused > 0 && shelf.leastWanted !== null && roster.count + opening.promised > group2.policy.minimum) {
      this.#pool.close(shelf.leastWanted, "idle");
      this.#fewest--;
    }
    this.begin();
  }
};

// src/model/pool/upkeep.ts
var Upkeep = class {
  #pool;
  #coins;
  #sweeping = false;
  #sweep = 0;
  /** Connections born before are replaced when they are lent: one of them failed its check, or they point elsewhere. */
  validFrom = 0.5;
  /** Where the pool shrinks one by one: hears of each connection taken from the shelf. */
  shrink = null;
  /** What the policy asks for at all, kept ready: most pools ask for little, and each use would look it up again. */
  #agesAtBorrow = false;
  #idleAtBorrow = forever;
  #agesAtReturn = false;
  #agesByTimer = false;
  #timesIdleness = false;
  #watchesLeaks = false;
  /** Goes round among the idle, where the policy wants that. */
  #cleaner = null;
  #reaper;
  #reapsFromLoan = false;
  /** The policy whose times the present watches follow. */
  #timed;
  constructor(pool3, coins) {
    this.validFrom = Number.NEGATIVE_INFINITY;
    this.#pool = pool3;
    this.#reaper = new Reaper(pool3);
    this.#coins = coins;
    this.#timed = pool3.group.policy;
    this.#readPolicy();
  }
  /** Begins the sweeps, where the policy has any. */
  begin() {
    const { refill, refillEvery, idleBy, firstSweep, reap } = this.#pool.group.policy;
    if (reap?.begins === "atOnce") this.#reaper.begin();
    if (this.#pool.supply.inUse) this.#pool.supply.refill();
    this.#beginShrinking();
    this.#cleaner?.begin();
    const every = typeof idleBy === "string" ? refill === "never" ? forever : refillEvery : idleBy.sweepEvery;
    if (every === forever) return;
    if (this.#sweeping) this.#pool.simulation.calendar.leave(this.#sweep);
    this.#sweeping = true;
    this.#sweep = this.#pool.simulation.after(firstSweep === forever ? every : firstSweep, Rank.timeout, this, 0);
  }
  /** Begins every watch anew where its time has changed; a change of size leaves them alone. */
  policyChanged() {
    const { lifetime: lifetime2, idleTimeout, leakAfter } = this.#timed;
    this.#readPolicy();
    if (lifetime2 === this.#timed.lifetime && idleTimeout === this.#timed.idleTimeout && leakAfter === this.#timed.leakAfter) return;
    for (const connection of this.#pool.roster.connections) {
      connection.unwatch(Watch.lifetime);
      connection.unwatch(Watch.idle);
      connection.unwatch(Watch.leak);
      if (connection.state === ConnectionState.idle || connection.state === ConnectionState.lent) this.#ageWatch(connection);
      if (connection.state === ConnectionState.idle) this.nowIdle(connection);
      if (connection.state === ConnectionState.lent) this.nowLent(connection);
    }
  }
  nowBorn(connection) {
    this.#pool.quirks.keepalive.nowBorn(connection);
    if (this.#timed.reap?.begins === "firstOpen") this.#reaper.begin();
    this.#ageWatch(connection);
  }
  #ageWatch(connection) {
    const { lifetime: lifetime2, lifetimeJitter, lifetimeSpread, lifetimeAt } = this.#pool.group.policy;
    if (this.#cleaner !== null) this.#cleaner.nowOpen();
    connection.oldAt = never;
    if (lifetime2 === forever) return;
    const span15 = (lifetimeJitter === 0 ? lifetime2 : lifetime2 * (1 - lifetimeJitter * this.#coins.uniform())) + (lifetimeSpread === 0 ? 0 : lifetimeSpread * this.#coins.uniform());
    connection.oldAt = connection.bornAt + span15;
    if (lifetimeAt.includes("timer")) connection.watch(Watch.lifetime, Math.max(1, span15 - (this.#pool.simulation.now - connection.bornAt)));
  }
  /** A connection that was open before the run began has an age already, anything up to its lifetime. */
  pretendAge(connection) {
    const { lifetime: lifetime2, lifetimeJitter } = this.#pool.group.policy;
    this.#pool.quirks.keepalive.nowBorn(connection, true);
    if (lifetime2 === forever) return;
    connection.bornAt = -Math.floor(lifetime2 * this.#coins.uniform() * Math.min(0.97, 1 - lifetimeJitter));
    connection.unwatch(Watch.lifetime);
    this.#ageWatch(connection);
  }
  nowIdle(connection) {
    if (connection.database.admission.endsIdleSessions) connection.database.admission.nowIdle(connection);
    if (this.#cleaner !== null) this.#cleaner.nowIdle();
    if (!this.#timesIdleness) return;
    const { idleTimeout, idleFloor } = this.#pool.group.policy;
    const spare = (idleFloor.of === "all" ? this.#pool.roster.count : this.#pool.shelf.count) > idleFloor.count;
    connection.idleDue = spare ? this.#pool.simulation.now + idleTimeout : never;
    if (!spare) return;
    connection.idleOrder = this.#pool.simulation.calendar.nextOrder(Rank.timeout);
    connection.watchUntil(Watch.idle, connection.idleDue, connection.idleOrder);
  }
  /** A connection was thrown away at its return. */
  thrownAway() {
    if (this.#cleaner !== null) this.#cleaner.thrownAway();
  }
  nowLent(connection) {
    if (this.#reapsFromLoan) this.#reaper.begin();
    if (this.#watchesLeaks) connection.watch(Watch.leak, this.#pool.group.policy.leakAfter);
  }
  /** Whether the policy closes an idle connection for its age instead of lending it. */
  tooOldToLend(connection) {
    if (!this.#agesAtBorrow) return false;
    return connection.expired || connection.bornAt < this.validFrom || this.#pool.simulation.now - connection.idleSince > this.#idleAtBorrow || !this.#agesByTimer && this.#pool.simulation.now > connection.oldAt;
  }
  /** Whether the policy closes a connection that comes back, for its age or its number of uses. */
  tooOldToKeep(connection) {
    if (connection.expired && connection.database !== this.#pool.group.target) return true;
    if (!this.#agesAtReturn) return false;
    const { lifetime: lifetime2, lifetimeAt, maxUses } = this.#pool.group.policy;
    if (connection.uses >= maxUses) return true;
    if (lifetime2 === forever || !lifetimeAt.includes("return")) return false;
    return connection.expired || !this.#agesByTimer && this.#pool.simulation.now > connection.oldAt;
  }
  /** A connection that was reported as a leak has come back after all. */
  unleaked(connection, request) {
    const { policy: policy2, life, name } = this.#pool.group;
    connection.reported = false;
    life.witness.logged(name, fill(policy2.messages.unleaked, this.#pool, 0, connection).replace("{holder}", life.classes[request.classIndex]?.name ?? ""));
  }
  /** A watch of a connection wakes. */
  woken(connection, what) {
    if (what === Watch.lifetime) this.#lifetimeOver(connection);
    else if (what === Watch.idle) this.#idleWatch(connection);
    else if (what === Watch.leak) this.#leakWatch(connection);
  }
  /** The sweep: close what has been idle for too long, down to the floor, then refill. */
  wake() {
    const { idleTimeout, idleBy, idleFloor, refillEvery, lend, abandoned } = this.#pool.group.policy;
    const { shelf, simulation } = this.#pool;
    const every = typeof idleBy === "string" ? refillEvery : idleBy.sweepEvery;
    if (typeof idleBy !== "string" && idleTimeout !== forever) {
      const newestFirst = lend === "oldest";
      for (let one2 = shelf.leastWanted, left = Math.min(shelf.count, idleBy.atMost ?? shelf.count); one2 !== null && left > 0; left--) {
        const next2 = newestFirst ? one2.before : one2.after;
        if (!this.#hasSpare(idleFloor)) break;
        if (shelf.count > (idleBy.keeps ?? Number.POSITIVE_INFINITY) || simulation.now - one2.idleSince > idleTimeout) this.#pool.close(one2, "idle");
        one2 = next2;
      }
    }
    if (abandoned.atSweep) this.#pool.quirks.abandoned.look();
    this.#pool.opening.refill();
    if (every !== forever) this.#sweep = simulation.after(every, Rank.timeout, this, 0);
    else this.#sweeping = false;
  }
  /** Whether one more idle connection may go. */
  #hasSpare({ count: count3, of }) {
    const { shelf, roster } = this.#pool;
    if (of === "both") return shelf.count >= count3 && roster.count > count3;
    return (of === "idle" ? shelf.count : roster.count) > count3;
  }
  #beginShrinking() {
    const { shrinkEvery } = this.#pool.group.policy;
    if (shrinkEvery === forever || this.shrink !== null) return;
    this.shrink = new Shrink(this.#pool, shrinkEvery);
    this.shrink.begin();
  }
  #readPolicy() {
    this.#timed = this.#pool.group.policy;
    this.#pool.supply.policyChanged();
    const { lifetime: lifetime2, lifetimeAt, maxUses, idleTimeout, idleBy, leakAfter, cleaner, afterFailedCheck, rounds: rounds2 } = this.#pool.group.policy;
    if (cleaner !== null && this.#cleaner === null) this.#cleaner = new Cleaner(this.#pool, cleaner);
    this.#agesAtBorrow = lifetime2 !== forever && lifetimeAt.includes("borrow") || afterFailedCheck === "reopenAll" || idleBy === "borrow";
    this.#idleAtBorrow = idleBy === "borrow" ? idleTimeout : forever;
    this.#agesAtReturn = maxUses < Number.POSITIVE_INFINITY || lifetime2 !== forever && lifetimeAt.includes("return");
    this.#agesByTimer = lifetimeAt.includes("timer");
    this.#timesIdleness = idleTimeout !== forever && idleBy === "timer" && rounds2 === 0;
    this.#watchesLeaks = leakAfter !== forever;
    this.#reapsFromLoan = this.#timed.reap?.begins === "firstLoan";
  }
  #lifetimeOver(connection) {
    if (connection.state === ConnectionState.idle) {
      this.#pool.close(connection, "age");
      if (!this.#pool.closing.isKept(connection)) this.#pool.opening.fillRoom(1);
      this.#pool.opening.refill();
    } else connection.expired = true;
  }
  #idleWatch(connection) {
    const { idleFloor } = this.#pool.group.policy;
    const { simulation, roster, shelf } = this.#pool;
    if (connection.state !== ConnectionState.idle || connection.idleDue === never) return;
    if (connection.idleDue > simulation.now) return connection.watchUntil(Watch.idle, connection.idleDue, connection.idleOrder);
    if ((idleFloor.of === "all" ? roster.count : shelf.count) > idleFloor.count) this.#pool.close(connection, "idle");
  }
  #leakWatch(connection) {
    const { policy: policy2, life, name } = this.#pool.group;
    const { simulation } = this.#pool;
    if (connection.state !== ConnectionState.lent) return;
    const due = connection.lentAt + policy2.leakAfter;
    if (due > simulation.now) return connection.watch(Watch.leak, due - simulation.now);
    connection.reported = policy2.messages.unleaked !== "";
    life.witness.logged(name, fill(policy2.messages.leak, this.#pool, simulation.now - connection.lentAt, connection, policy2.leakAfter));
    if (policy2.leakReclaims) this.#pool.quirks.abandoned.takeBack(connection);
  }
};

// src/model/pool/pool.ts
var Pool = class {
  simulation;
  group;
  name;
  waiting;
  opening;
  checks;
  closing;
  lock = new Lock(this);
  upkeep;
  shelf;
  roster = new Roster(this);
  start = new Start(this);
  supply = new Supply(this);
  quirks;
  records;
  /** Connections out, leaked ones included. */
  lentCount = 0;
  /** Hears every event, where somebody asked for that. */
  tracer = null;
  constructor(simulation, group2, name, streams) {
    this.simulation = simulation;
    this.group = group2;
    this.name = name;
    this.records = new Records(this);
    this.shelf = new Shelf(group2.policy.lend);
    this.waiting = new WaitingRoom(this, streams);
    this.checks = new Checks(this);
    this.closing = new Closing(this, streams.named(`pool/${name}/close`));
    this.opening = new Opening(this, streams.named(`pool/${name}/connect`));
    this.quirks = new Quirks(this, streams);
    this.upkeep = new Upkeep(this, streams.named(`pool/${name}/age`));
    this.waiting.policyChanged();
  }
  /** Reads again what is kept ready of the policy, closes what a smaller size has no room for, opens what a larger one now allows. */
  policyChanged() {
    this.waiting.policyChanged();
    this.checks.policyChanged();
    this.quirks.policyChanged();
    this.records.policyChanged();
    this.upkeep.policyChanged();
    while (this.roster.count > this.group.policy.max && this.shelf.leastWanted !== null) this.close(this.shelf.leastWanted, "surplus");
    this.opening.fillRoom();
    this.opening.refill();
  }
  /** A request asks for a connection: it gets one at once, waits for its turn or for one to be opened, or is turned away. `law` overrides the pool's patience. */
  acquire(request, law3) {
    if (this.records.sameAgain && request.latest !== null && request.latest.pool === this) {
      request.latest.again++;
      return onward;
    }
    request.askedAt = this.simulation.now;
    request.spoilt = 0;
    if (this.group.policy.abandoned.atBorrow) this.quirks.abandoned.nearlyEmpty();
    if (this.tracer !== null) this.tell("ask", null, request);
    return this.lock.isHeld ? this.lock.waitOutside(request) : this.tryAcquire(request, law3);
  }
  /** The same without asking anew: a caller whose connection turned out to be dead, or who found the pool locked, tries again. */
  tryAcquire(request, law3) {
    const { policy: policy2 } = this.group;
    for (let idle2 = this.supply.validates ? null : this.shelf.next; idle2 !== null && request.spoilt < policy2.reuseTries; idle2 = this.shelf.next) {
      if (idle2.state === ConnectionState.idle && !this.upkeep.tooOldToLend(idle2)) return this.#lendIdle(idle2, request, law3);
      if (this.records.kept) return this.records.reopen(idle2, request, "age");
      request.spoilt++;
      this.close(idle2, "age");
      if (policy2.afterDiscard === "refill") this.opening.refill();
    }
    if (policy2.open.by === "caller" && this.opening.hasRoom) {
      if (this.waiting.fromAsking) this.waiting.startDeadline(request, law3);
      return this.opening.openFor(request);
    }
    if (this.quirks.behind.inUse && this.roster.openingCount > 0) return this.quirks.behind.join(request, law3);
    if (policy2.serve === "nobody") {
      request.waited += this.simulation.now - request.askedAt;
      return this.waiting.turnAway(request, Outcome.poolExhausted, policy2.messages.exhausted);
    }
    if (this.waiting.lineLength >= policy2.maxWaiting && !this.supply.canServe) return this.waiting.turnAway(request, Outcome.queueFull, policy2.messages.queueFull);
    const verdict = this.waiting.join(request, law3);
    if (policy2.open.by !== "caller") this.opening.demand();
    return verdict;
  }
  /** Takes a connection back from a request. `failed` says how the attempt went. */
  giveBack(connection, request, failed) {
    assert(connection.holder === request, "only the holder gives a connection back");
    if (connection.state === ConnectionState.closed) return this.quirks.abandoned.letGo(connection, request);
    if (this.group.pooler !== null) return this.group.pooler.takesBack(connection, request, failed);
    const held2 = this.simulation.now - connection.lentAt;
    const life = this.group.life;
    request.held += held2;
    if (request.forgets || failed && request.route?.forgetsOnError) return this.quirks.abandoned.forget(connection, request, failed);
    const { inTransaction } = connection;
    if (inTransaction) connection.database.transactionOver(connection, false);
    this.unlend(connection, request);
    if (this.tracer !== null) this.tell("return", connection, request);
    if (connection.reported) this.upkeep.unleaked(connection, request);
    life.witness.returned(this.group.index, request.classIndex, held2);
    if (failed && connection.dead === 0 && this.closing.spoils(request, inTransaction)) this.discard(connection, "broken");
    else this.closing.takeBack(connection);
  }
  /** Gives a free connection to whoever's turn it is (after a check, unless it `isGood`), lays it on the shelf, or closes it where there is no room for it. */
  offer(connection, isGood = !this.supply.validates) {
    if (this.roster.count > this.group.policy.max) return this.close(connection, "surplus");
    const waiter = !isGood ? null : this.quirks.waking.delay > 0 ? this.quirks.waking.call() : this.waiting.callNext(this.checks.keepsDeadline);
    if (waiter !== null) this.handTo(connection, waiter);
    else if (this.shelf.count >= this.group.policy.keepIdle) this.close(connection, "surplus");
    else this.#lay(connection);
    if (!isGood) this.supply.validation.pair();
  }
  /** Gives a free connection to a request that was called from the line. */
  handTo(connection, waiter) {
    if (connection.state === ConnectionState.checking) this.group.idle.change(-1);
    this.lend(connection, waiter);
    if (this.checks.handsOver) return this.checks.handOver(connection, waiter);
    this.#tellLent(waiter);
    this.simulation.soon(waiter, Wake.lent);
  }
  /** Throws a connection away; the policy says who replaces it. */
  discard(connection, why) {
    if (this.records.kept) return this.records.leave(connection, why);
    this.close(connection, why);
    this.upkeep.thrownAway();
    if (this.quirks.returns.inUse && this.quirks.returns.takesOver(why)) return;
    if (!this.closing.isKept(connection)) this.closing.replace();
  }
  /** Closes a connection that nobody holds. */
  close(connection, why) {
    assert(connection.state !== ConnectionState.closed, "a connection is closed once");
    if (connection.state === ConnectionState.empty) return this.records.drop(connection);
    if (this.tracer !== null) this.tell("close", connection, null, why);
    const { state } = connection;
    if (state === ConnectionState.idle) this.shelf.take(connection);
    if (state === ConnectionState.idle || state === ConnectionState.settling || state === ConnectionState.checking) this.group.idle.change(-1);
    this.group.closed++;
    this.group.open.add(this.simulation.now, -1);
    this.closing.begin(connection);
  }
  /** Lends a connection to a request that is not in line. */
  lend(connection, request) {
    const { now } = this.simulation;
    connection.state = ConnectionState.lent;
    connection.holder = request;
    connection.holderClass = request.classIndex;
    connection.lentAt = now;
    connection.again = 0;
    connection.uses++;
    this.lentCount++;
    if (this.waiting.count > 0) this.waiting.noteExhaustion();
    this.group.lent.change(1);
    this.group.lentBy[request.classIndex]?.add(now, 1);
    connection.below = request.latest;
    request.latest = connection;
    request.depth++;
    request.everHeld = true;
    this.upkeep.nowLent(connection);
  }
  /** Lends a connection to the caller that opened it, whose time of opening counts as waiting. */
  lendOpened(connection, request) {
    request.dropDeadline();
    this.lend(connection, request);
    request.waited += this.simulation.now - request.askedAt;
    this.#tellLent(request);
  }
  /** Tells the tracer, which there is. */
  tell(event, connection, request, detail = "") {
    this.tracer?.heard(this.simulation.now, this.name, event, connection?.id ?? 0, request?.number ?? 0, detail);
  }
  #lay(connection) {
    if (connection.state !== ConnectionState.checking) this.group.idle.change(1);
    connection.state = ConnectionState.idle;
    connection.idleSince = this.simulation.now;
    this.shelf.lay(connection);
    this.upkeep.nowIdle(connection);
  }
  #lendIdle(connection, request, law3) {
    const { now } = this.simulation;
    this.shelf.take(connection);
    this.group.idle.change(-1);
    if (this.upkeep.shrink !== null) this.upkeep.shrink.taken(this.shelf.count);
    const check = now - connection.idleSince > this.group.policy.checkAfterIdle;
    this.lend(connection, request);
    if (this.checks.refillAfter) this.opening.refill();
    return check ? this.checks.begin(connection, request, law3) : this.nowUsed(request);
  }
  /** A request that did not wait in line may use what it was lent. */
  nowUsed(request) {
    request.dropDeadline();
    const waited = this.simulation.now - request.askedAt;
    if (waited > 0) request.waited += waited;
    this.#tellLent(request);
    return onward;
  }
  #tellLent(request) {
    if (this.tracer !== null) this.tell("lend", request.latest, request);
    this.group.life.witness.lent(this.group.index, request.classIndex, this.simulation.now - request.askedAt);
  }
  /** Takes a connection back from the books of its holder. */
  unlend(connection, request) {
    this.lentCount--;
    this.group.lent.change(-1);
    this.letGo(connection, request);
  }
  /** The connection is nobody's any more, in the books of its holder. */
  letGo(connection, request) {
    this.group.lentBy[request.classIndex]?.add(this.simulation.now, -1);
    assert(request.latest === connection, "the connection borrowed last is given back first");
    request.latest = connection.below;
    connection.below = null;
    request.depth--;
    connection.holder = null;
  }
};

// src/model/pool/group.ts
var PoolGroup = class {
  index;
  name;
  kind;
  /** The database user that its connections log in as: the app's. */
  user;
  pools;
  /** Open connections, lent or idle. Lent and idle follow from it and from who holds what, so that lending writes one integral only. */
  open = new Level();
  lent;
  idle;
  opening = new Level();
  leaked = new Level();
  waiting = new Level();
  exhausted = new Level();
  lentBy;
  waitingBy;
  opened = 0;
  closed = 0;
  refused = 0;
  #only;
  policy;
  largestMax;
  target;
  /** The pooler whose server connections these are; null: the pool of an app. */
  pooler;
  /** The lives of the world; set when they begin. */
  life;
  constructor(parts2) {
    this.index = parts2.index;
    this.name = parts2.name;
    this.kind = parts2.plan.kind;
    this.user = parts2.user ?? parts2.name;
    this.policy = parts2.plan.policy;
    this.target = parts2.database;
    this.pooler = parts2.pooler ?? null;
    this.lentBy = Array.from({ length: parts2.classes }, () => new Level());
    this.waitingBy = Array.from({ length: parts2.classes }, () => new Level());
    this.lent = new DerivedLevel((now) => this.lentBy.reduce((area2, level2) => area2 + level2.areaAt(now), this.leaked.areaAt(now)));
    this.idle = new DerivedLevel((now) => this.open.areaAt(now) - this.lent.areaAt(now));
    this.pools = Array.from({ length: parts2.instances }, (_2, i) => new Pool(parts2.simulation, this, parts2.instances === 1 ? parts2.name : `${parts2.name}-${i + 1}`, parts2.streams));
    this.largestMax = this.max;
    this.#only = this.pools.length === 1 ? this.pools[0] : null;
  }
  /** The copy that belongs to an instance. */
  of(instance) {
    return this.#only ?? this.pools[(instance?.index ?? 0) % this.pools.length];
  }
  get database() {
    return this.target.name;
  }
  get instances() {
    return this.pools.length;
  }
  get max() {
    return this.policy.max * this.pools.length;
  }
  get acquireTimeout() {
    const { patience, serve } = this.policy;
    return serve === "nobody" ? 0 : patience.law === "constant" ? patience.value : patience.law === "exponential" ? Number.NaN : forever;
  }
  /** Changes switches of every copy from now on. */
  change(policy2) {
    this.policy = policy2;
    this.largestMax = Math.max(this.largestMax, this.max);
    for (const pool3 of this.pools) pool3.policyChanged();
  }
  recount() {
    const sum2 = { open: 0, idle: 0, lent: 0, opening: 0, waiting: 0 };
    for (const pool3 of this.pools) {
      const one2 = pool3.roster.recount();
      sum2.open += one2.open;
      sum2.idle += one2.idle;
      sum2.lent += one2.lent;
      sum2.opening += one2.opening;
      sum2.waiting += one2.waiting;
    }
    return sum2;
  }
};

// src/model/pool/tenure.ts
function rests(connection, request) {
  assert(request.latest === connection, "the connection borrowed last rests first");
  request.latest = connection.below;
  request.depth--;
  connection.below = null;
  connection.holder = null;
}
function resumes(connection, request) {
  assert(connection.state === ConnectionState.lent && connection.holder === null, "only a connection at rest is used again");
  const { group: group2, simulation } = connection.pool;
  if (connection.holderClass !== request.classIndex) {
    group2.lentBy[connection.holderClass]?.add(simulation.now, -1);
    group2.lentBy[request.classIndex]?.add(simulation.now, 1);
    connection.holderClass = request.classIndex;
  }
  connection.holder = request;
  connection.below = request.latest;
  request.latest = connection;
  request.depth++;
}
function comesHome(connection, closeFor) {
  assert(connection.state === ConnectionState.lent && connection.holder === null, "only a connection at rest comes home");
  const { pool: pool3 } = connection;
  const { group: group2, simulation } = pool3;
  if (connection.inTransaction) connection.database.transactionOver(connection, false);
  pool3.lentCount--;
  group2.lent.change(-1);
  group2.lentBy[connection.holderClass]?.add(simulation.now, -1);
  if (pool3.tracer !== null) pool3.tell("return", connection, null);
  group2.life.witness.returned(group2.index, connection.holderClass, simulation.now - connection.lentAt);
  if (closeFor === null) pool3.offer(connection);
  else pool3.discard(connection, closeFor);
}

// src/model/pooler/janitor.ts
var Janitor = class {
  #pooler;
  /** When a connection was last closed for its age: the next one goes a good while later. */
  #lastClosing = Number.NEGATIVE_INFINITY;
  constructor(pooler2) {
    this.#pooler = pooler2;
  }
  /** Begins the rounds, where the kind has any. */
  begin() {
    const { rounds: rounds2 } = this.#pooler.group.policy;
    if (rounds2 > 0) this.#pooler.pool.simulation.after(rounds2, Rank.timeout, this, 0);
  }
  /** A round. */
  wake() {
    this.#lookAtServers();
    this.#lookAtClients();
    this.#keepMinimum();
    this.#pooler.logins.demand();
    this.begin();
  }
  /** Whether a connection that has just become free is to be closed for its age: closings are lifetime / pool size apart, so that they do not all come at once. */
  lifeOver(connection) {
    const { lifetime: lifetime2, max, reserve, rounds: rounds2 } = this.#pooler.group.policy;
    const { now } = this.#pooler.pool.simulation;
    if (rounds2 === 0 || lifetime2 === forever || now - connection.bornAt < lifetime2) return false;
    if (now - this.#lastClosing < lifetime2 / (max - reserve.count)) return false;
    this.#lastClosing = now;
    return true;
  }
  #lookAtServers() {
    const { pool: pool3, group: group2, plan } = this.#pooler;
    const { idleTimeout, idleFloor } = group2.policy;
    const { now } = pool3.simulation;
    for (const connection of [...pool3.roster.connections]) {
      if (connection.state === ConnectionState.lent) this.#lookAtTransaction(connection, plan.idleTransactionTimeout, now);
      if (connection.state !== ConnectionState.idle) continue;
      const connected = pool3.roster.count - pool3.roster.openingCount;
      if (now - connection.idleSince > idleTimeout && (idleFloor.count === 0 || connected > idleFloor.count)) pool3.discard(connection, "idle");
      else if (this.lifeOver(connection)) pool3.discard(connection, "age");
    }
  }
  /** A client that said BEGIN and then nothing for too long loses its server connection and is disconnected. */
  #lookAtTransaction(connection, limit, now) {
    const { holder, client } = connection;
    if (!connection.inTransaction || holder === null || holder.executing === connection || now - Math.max(connection.idleSince, connection.lentAt) <= limit) return;
    const { idleInTransaction } = this.#pooler.plan.front.texts;
    connection.database.admission.endSession(connection, Outcome.idleInTransactionTimeout, idleInTransaction);
    if (client !== null) this.#pooler.disconnect(client, Outcome.idleInTransactionTimeout, idleInTransaction);
  }
  #lookAtClients() {
    const { pool: pool3, group: group2 } = this.#pooler;
    const { patience } = group2.policy;
    if (patience.law !== "constant" || group2.policy.rounds === 0) return;
    const { now } = pool3.simulation;
    for (let { head } = pool3.waiting; head !== null && now - head.askedAt > patience.value; head = pool3.waiting.head) head.wake(Wake.acquireTimeout);
  }
  /** One more connection, while clients are connected and there are fewer than the minimum. */
  #keepMinimum() {
    const { pool: pool3, group: group2, front, logins } = this.#pooler;
    const { idleFloor, max, reserve } = group2.policy;
    if (front.sessions.value > 0 && pool3.roster.count < Math.min(idleFloor.count, max - reserve.count)) logins.launch();
  }
};

// src/model/pooler/logins.ts
var Logins = class {
  #pooler;
  #underWay = 0;
  #resting = false;
  #failing = false;
  #begunAt = 0;
  /** Why the last login failed, without the code. */
  error = "";
  /** The same as the server said it, for those who are disconnected by it. */
  refusal = "";
  constructor(pooler2) {
    this.#pooler = pooler2;
  }
  /** Whether newcomers fail at once: the last login failed, and no server connection is left. */
  get failFast() {
    const { roster } = this.#pooler.pool;
    return this.#failing && this.#pooler.plan.failing !== null && roster.count === roster.openingCount;
  }
  /** A turn of the event loop: more clients wait than there are connections on their way. */
  demand() {
    const { waiting: waiting2, shelf } = this.#pooler.pool;
    while (waiting2.count > shelf.count + this.#underWay && this.launch()) ;
  }
  /** Begins one login, if nothing forbids it. Whether it did. */
  launch() {
    const { pool: pool3, group: group2 } = this.#pooler;
    if (this.#resting || this.#underWay >= group2.policy.open.atOnce || pool3.roster.count >= this.#limit) return false;
    this.#underWay++;
    this.#begunAt = pool3.simulation.now;
    pool3.opening.openBy(this);
    return true;
  }
  openingOver(connection, admitted) {
    const { pool: pool3 } = this.#pooler;
    this.#underWay--;
    if (admitted) {
      this.#failing = false;
      pool3.roster.nowOpen(connection);
      pool3.offer(connection);
      return this.demand();
    }
    this.#failed(connection);
  }
  /** The pause after a failed login is over. */
  wake() {
    this.#resting = false;
    this.demand();
  }
  /** With the reserve only once the first in line has waited for long enough. */
  get #limit() {
    const { pool: pool3, group: group2 } = this.#pooler;
    const { max, reserve } = group2.policy;
    if (reserve.count === 0) return max;
    const { head } = pool3.waiting;
    return head !== null && pool3.simulation.now - head.askedAt >= reserve.after ? max : max - reserve.count;
  }
  #failed(connection) {
    const { pool: pool3, group: group2, plan } = this.#pooler;
    const { plan: server2, state } = connection.database;
    const saidByServer = connection.refusal === server2.texts.tooMany || connection.refusal === server2.texts.reserved;
    this.refusal = connection.refusal;
    this.error = saidByServer ? connection.refusal.replace(/^FATAL: \w{5}: /, "") : state === "refuses" ? "connect failed" : connection.refusal;
    this.#failing = true;
    group2.refused++;
    if (pool3.tracer !== null) pool3.tell("refused", connection, null, connection.refusal);
    pool3.roster.neverOpened(connection);
    this.#rest();
    if (saidByServer && plan.refusalEndsWaiting && pool3.roster.count === pool3.roster.openingCount) this.#disconnectAll();
  }
  /** The next login may begin so long after this one began. */
  #rest() {
    const { pool: pool3, group: group2 } = this.#pooler;
    this.#resting = true;
    const since3 = pool3.simulation.now - this.#begunAt;
    pool3.simulation.after(Math.max(0, group2.policy.open.backoff.first - since3), Rank.timeout, this, 0);
  }
  /** Everyone in line hears what the server said. */
  #disconnectAll() {
    const { waiting: waiting2 } = this.#pooler.pool;
    for (let left = waiting2.count; left > 0; left--) {
      const request = waiting2.head;
      request.unpark();
      request.wake(Wake.refused);
    }
  }
};

// src/model/pooler/pooler.ts
var Pooler = class {
  name;
  plan;
  front;
  group;
  logins;
  janitor;
  #coins;
  constructor({ simulation, index, name, plan, database: database4, classes, streams }) {
    this.name = name;
    this.plan = plan;
    this.front = new Database(simulation, name, plan.front, classes, streams);
    this.front.pooler = this;
    const policy2 = sized(plan, database4.plan.maxConnections);
    this.group = new PoolGroup({ simulation, index, name, plan: { kind: plan.kind, policy: policy2 }, database: database4, instances: 1, classes, streams, pooler: this });
    this.logins = new Logins(this);
    this.janitor = new Janitor(this);
    this.#coins = streams.named(`pooler/${name}/pins`);
  }
  get pool() {
    return this.group.pools[0];
  }
  // ------------------------------------------------------------------------------------------------------------ a statement comes
  /** A statement of a client wants its server connection. Onward: it has one; parked: it waits; else it was disconnected. */
  link(request, client) {
    const { server: server2 } = client;
    if (server2 !== null) {
      if (server2.holder === null) resumes(server2, request);
      return onward;
    }
    if (this.pool.waiting.count > 0) this.logins.demand();
    if (this.pool.shelf.count === 0 && this.logins.failFast) return this.#turnedAway(request, client);
    const verdict = this.pool.acquire(request, null);
    if (verdict === onward) this.linked(request, client);
    else if (verdict !== parked) this.disconnect(client, Outcome.severed, request.text);
    return verdict;
  }
  /** The request has got a server connection: it works for this client from now on. */
  linked(request, client) {
    const server2 = request.latest;
    server2.client = client;
    if (this.plan.mode === "session") client.server = server2;
  }
  /** A statement, BEGIN or COMMIT is through: the server connection stays or goes. */
  unlink(server2, request) {
    const client = server2.client;
    if (server2.inTransaction) {
      if (this.plan.mode !== "statement") return onward;
      this.disconnect(client, Outcome.severed, this.plan.noTransactions);
      return request.fails(Outcome.severed, this.plan.noTransactions);
    }
    if (client.server === null && this.plan.pins > 0 && this.#coins.uniform() < this.plan.pins) client.server = server2;
    if (client.server === server2) rests(server2, request);
    else this.#letGo(server2, request, null);
    return onward;
  }
  /** A failed attempt ends while it holds a server connection: the app rolls back, or the client's connection breaks, or the server's did. */
  takesBack(server2, request, failed) {
    const { client } = server2;
    const gone = client === null || client.session < 0;
    const broken = server2.inTransaction && (gone || failed && client.pool.group.policy.discardOnError);
    if (server2.dead !== 0) {
      this.#letGo(server2, request, "dead");
      if (client !== null) this.disconnect(client, server2.dead, server2.deadText);
    } else if (broken || gone && failed) this.#letGo(server2, request, "broken");
    else if (client?.server === server2) {
      if (server2.inTransaction) server2.database.transactionOver(server2, false);
      rests(server2, request);
    } else this.#letGo(server2, request, null);
  }
  // -------------------------------------------------------------------------------------------------------- somebody disconnects
  /** Disconnects a client with these words; whoever uses its connection next finds out. */
  disconnect(client, why, text3) {
    if (client.session >= 0) this.front.admission.endSession(client, why, text3);
  }
  /** A client has gone that kept a server connection: that one is cleaned, and then free. One that still works for a request of the client breaks. */
  clientGone(client) {
    const server2 = client.server;
    client.server = null;
    if (server2.holder !== null) return;
    server2.client = null;
    this.#clean(server2);
  }
  /** A server connection died while its client kept it for later. */
  serverLost(server2) {
    const client = server2.client;
    client.server = null;
    server2.client = null;
    comesHome(server2, "dead");
    this.disconnect(client, Outcome.severed, this.plan.crashed);
  }
  /** Whether a request that holds this client's connection waits or works behind it at this moment. */
  serves(request, client) {
    return request.executing?.client === client || request.waitsInLine && request.latest === client;
  }
  /** The reset query is through. */
  cleaned(server2) {
    this.#home(server2, null);
  }
  #letGo(server2, request, closeFor) {
    const { client } = server2;
    const wasKept = client === null ? this.plan.mode === "session" : client.server === server2;
    if (client?.server === server2) client.server = null;
    server2.client = null;
    rests(server2, request);
    if (closeFor === null && (wasKept || this.plan.cleansAlways)) this.#clean(server2);
    else this.#home(server2, closeFor);
  }
  /** One round trip for all that the reset query says; a server out of reach lets nobody notice. */
  #clean(server2) {
    const lane = this.plan.cleanRoundTrips === 0 ? null : server2.database.tripLane;
    if (lane === null) this.#home(server2, null);
    else lane.set(server2, Watch.cleaned);
  }
  #home(server2, closeFor) {
    const late = server2.dead !== 0 ? "dead" : this.pool.upkeep.tooOldToKeep(server2) ? "moved" : this.janitor.lifeOver(server2) ? "age" : null;
    comesHome(server2, closeFor ?? late);
  }
  /** The login has been failing and no server connection is left: the client is told so, and another login is tried if it is time. */
  #turnedAway(request, client) {
    const text3 = this.plan.failing.replace("{error}", this.logins.error);
    request.askedAt = this.pool.simulation.now;
    this.disconnect(client, Outcome.severed, text3);
    this.logins.launch();
    return request.fails(Outcome.refused, text3);
  }
};

// src/model/retry.ts
var Patience = class {
  #simulation;
  #lane;
  #law;
  #drawn = new Float64Array(1);
  constructor(simulation, plan, stream) {
    this.#simulation = simulation;
    this.#lane = plan.law === "constant" && plan.value !== forever ? simulation.lane(plan.value, Rank.timeout) : null;
    this.#law = lawFrom(plan, stream);
  }
  /** Sets the client's deadline for a request that has just arrived. */
  begin(request) {
    if (this.#lane !== null) {
      request.patience = this.#lane;
      request.patienceTicket = this.#lane.set(request, Wake.patience);
      return;
    }
    this.#law.drawInto(this.#drawn, 0);
    const span15 = this.#drawn[0];
    if (span15 === forever) return;
    request.patience = this.#simulation.calendar;
    request.patienceTicket = this.#simulation.after(span15, Rank.timeout, request, Wake.patience);
  }
};
var Retry = class {
  #plan;
  #backoff;
  #jitter;
  #drawn = new Float64Array(1);
  #tokens = 10;
  constructor(plan, backoff, jitter) {
    this.#plan = plan;
    this.#backoff = lawFrom(plan.backoff, backoff);
    this.#jitter = jitter;
  }
  /** Whether this request may try once more; takes a token from the budget if so. */
  allows(request) {
    if (request.attempts >= this.#plan.attempts) return false;
    if (request.attempts === 1) this.#tokens = Math.min(10, this.#tokens + this.#plan.budget);
    if (this.#tokens < 1) return false;
    if (this.#plan.budget < 1e9) this.#tokens--;
    return true;
  }
  /** The pause before the next try: backoff × factor^(tries so far − 1), capped, spread by the jitter. */
  pause(request) {
    this.#backoff.drawInto(this.#drawn, 0);
    let span15 = this.#drawn[0];
    for (let i = 1; i < request.attempts && span15 < this.#plan.cap; i++) span15 *= this.#plan.factor;
    span15 = Math.min(span15, this.#plan.cap);
    if (this.#plan.jitter > 0) span15 *= 1 + this.#plan.jitter * (2 * this.#jitter.uniform() - 1);
    return Math.max(0, span15);
  }
};
var Shedding = class {
  share = 0;
  #coins;
  constructor(coins) {
    this.#coins = coins;
  }
  turnsAway() {
    return this.share > 0 && this.#coins.uniform() < this.share;
  }
};
var Breaker = class {
  #plan;
  #state = "closed";
  #openedAt = 0;
  #permitted = 0;
  /** The last outcomes as bits (1 failed, 2 slow), in a ring. */
  #ring;
  #next = 0;
  #filled = 0;
  #failed = 0;
  #slow = 0;
  constructor(plan) {
    this.#plan = plan;
    this.#ring = new Uint8Array(plan.window);
  }
  /** Whether a call may go through now; a call strictly after the wait turns an open breaker half open. */
  permits(now) {
    if (this.#state === "open" && now - this.#openedAt > this.#plan.open) this.#restart("halfOpen", this.#plan.halfOpenCalls);
    if (this.#state === "closed") return true;
    if (this.#state === "open" || this.#permitted === 0) return false;
    this.#permitted--;
    return true;
  }
  /** A call that was let through has ended. */
  record(now, succeeded, took) {
    if (this.#state === "open") return;
    const bits = (succeeded ? 0 : 1) | (took > this.#plan.slowAfter ? 2 : 0);
    const size3 = this.#ring.length;
    if (this.#filled === size3) {
      const old = this.#ring[this.#next];
      this.#failed -= old & 1;
      this.#slow -= old >> 1;
    } else this.#filled++;
    this.#ring[this.#next] = bits;
    this.#next = (this.#next + 1) % size3;
    this.#failed += bits & 1;
    this.#slow += bits >> 1;
    this.#judge(now, size3);
  }
  #judge(now, size3) {
    if (this.#filled < Math.min(this.#plan.minimumCalls, size3)) return;
    const bad3 = this.#failed / this.#filled >= this.#plan.failureRate || this.#slow / this.#filled >= this.#plan.slowRate;
    if (bad3) {
      this.#restart("open", this.#plan.window);
      this.#openedAt = now;
    } else if (this.#state === "halfOpen") this.#restart("closed", this.#plan.window);
  }
  #restart(state, size3) {
    this.#state = state;
    this.#ring = new Uint8Array(size3);
    this.#next = 0;
    this.#filled = 0;
    this.#failed = 0;
    this.#slow = 0;
    this.#permitted = this.#plan.halfOpenCalls;
  }
};

// src/model/steps/replicated.ts
function committed(request, connection) {
  connection.wrote = false;
  request.wroteAt = connection.database.simulation.now;
  request.wroteAs = request.number;
  for (const copy of connection.database.copying.followers) copy.follows();
}
var WroteStep = class {
  begin(request) {
    const connection = request.connection;
    if (connection.inTransaction) connection.wrote = true;
    else committed(request, connection);
    return onward;
  }
  resume() {
    return onward;
  }
};
var FreshStep = class {
  begin(request) {
    const { follows } = request.connection.database.copying;
    if (follows !== null && request.wroteAs === request.number) follows.isMissing(request.wroteAt);
    return onward;
  }
  resume() {
    return onward;
  }
};

// src/model/steps/acquire.ts
var AcquireStep = class {
  /** Changed when an incident moves the route to another pool. */
  pool;
  #patience;
  constructor(pool3, patience) {
    this.pool = pool3;
    this.#patience = patience;
  }
  begin(request) {
    return this.pool.of(request.instance).acquire(request, this.#patience);
  }
  resume(request, what) {
    if (what === Wake.lent) return onward;
    return what === Wake.checked ? request.connection.pool.checks.over(request) : request.leftLineOf.waiting.timedOut(request);
  }
};
function metSilence(request, { database: database4 }) {
  const { simulation, plan } = database4;
  return request.park(simulation.calendar, simulation.after(plan.tcpTimeout, Rank.timeout, request, Wake.silence));
}
function metDead(request, connection) {
  const { pool: pool3 } = connection;
  if (connection.silent) return metSilence(request, connection);
  if (!pool3.group.policy.retriesDead || request.latest !== connection || !(request.steps[request.at - 1] instanceof AcquireStep)) return request.fails(connection.dead, connection.deadText);
  request.at--;
  request.phase = 0;
  request.askedAt = pool3.simulation.now;
  return pool3.checks.withoutDead(connection, request);
}
var ReleaseStep = class {
  begin(request) {
    const connection = request.connection;
    if (connection.again > 0) {
      connection.again--;
      return onward;
    }
    if (connection.state === ConnectionState.closed) return this.#done(request, connection);
    if (connection.dead !== 0) return connection.silent ? metSilence(request, connection) : request.fails(connection.dead, connection.deadText);
    const lane = connection.database.tripLane;
    if (lane === null || request.phase >= connection.pool.group.policy.resetRoundTrips) return this.#done(request, connection);
    request.phase++;
    return request.park(lane, lane.set(request, Wake.tripDone));
  }
  resume(request, what) {
    return what === Wake.unlocked || what === Wake.lent ? onward : this.begin(request);
  }
  #done(request, connection) {
    const { pool: pool3 } = connection;
    if (pool3.lock.isHeld) return pool3.lock.waitToReturn(request, Outcome.served);
    if (pool3.quirks.returns.inUse) return pool3.quirks.returns.giveBack(connection, request);
    pool3.giveBack(connection, request, false);
    return onward;
  }
};
var TransactionMark = class {
  #opens;
  #isThere;
  constructor(opens, isThere = false) {
    this.#opens = opens;
    this.#isThere = isThere;
  }
  begin(request) {
    const lane = request.connection.database.tripLane;
    return lane === null || this.#isThere ? this.resume(request) : request.park(lane, lane.set(request, Wake.tripDone));
  }
  resume(request) {
    const connection = request.connection;
    if (connection.dead !== 0) return this.#opens || connection.silent ? metDead(request, connection) : request.fails(connection.dead, connection.deadText);
    connection.queryAt = connection.database.simulation.now;
    connection.beganAt = connection.queryAt;
    if (connection.wrote) this.#opens ? connection.wrote = false : committed(request, connection);
    if (this.#opens) connection.database.transactionBegins(connection);
    else connection.database.transactionOver(connection, true);
    return onward;
  }
};

// src/model/steps/app-work.ts
var AppWorkStep = class {
  #simulation;
  /** Place of its demand among the draws. */
  #work;
  constructor(simulation, work) {
    this.#simulation = simulation;
    this.#work = work;
  }
  begin(request) {
    const work = request.demands[this.#work];
    const cpu = request.instance?.cpu ?? null;
    if (work <= 0) return onward;
    if (cpu === null) return request.park(this.#simulation.calendar, this.#simulation.after(work, Rank.completion, request, Wake.delayOver));
    cpu.demand = work;
    return request.park(cpu, cpu.admit(request, Wake.delayOver));
  }
  resume() {
    return onward;
  }
};

// src/model/steps/branch.ts
var ChooseStep = class {
  #coin;
  #ways = [];
  constructor(coin) {
    this.#coin = coin;
  }
  /** A way is taken when the coin is below `upTo`, a running sum of shares that ends at 1. `start` is the position of its first step. */
  way(upTo, start) {
    this.#ways.push({ upTo, start });
  }
  begin(request) {
    const coin = request.demands[this.#coin];
    const chosen2 = this.#ways.find((way) => coin < way.upTo) ?? this.#ways[this.#ways.length - 1];
    request.at = (chosen2?.start ?? request.at + 1) - 1;
    return onward;
  }
  resume() {
    return onward;
  }
};
var JumpStep = class {
  to = 0;
  begin(request) {
    request.at = this.to - 1;
    return onward;
  }
  resume() {
    return onward;
  }
};
var ParallelStep = class {
  #branches;
  constructor(branches) {
    this.#branches = branches;
  }
  begin(request) {
    request.branches = this.#branches.length;
    request.branchOutcome = Outcome.served;
    for (const steps3 of this.#branches) request.life.branch(request, steps3);
    return parked;
  }
  resume(request) {
    return request.branchOutcome === Outcome.served ? onward : request.branchOutcome;
  }
};

// src/model/steps/delay.ts
var DelayStep = class {
  #simulation;
  #span;
  /** Place of the coin among the draws, and the share of calls that fail; a share of 0 needs no coin. */
  #coin;
  #fails;
  constructor(simulation, span15, coin = 0, fails = 0) {
    this.#simulation = simulation;
    this.#span = span15;
    this.#coin = coin;
    this.#fails = fails;
  }
  begin(request) {
    const span15 = request.demands[this.#span];
    if (span15 <= 0) return this.resume(request);
    return request.park(this.#simulation.calendar, this.#simulation.after(span15, Rank.completion, request, Wake.delayOver));
  }
  resume(request) {
    if (this.#fails > 0 && request.demands[this.#coin] < this.#fails) return request.fails(Outcome.callFailed, "the call outside failed");
    return onward;
  }
};

// src/model/steps/query.ts
var answered = 1;
var QueryStep = class {
  /** Places of its demands among the draws of the request; -1: no blocked time at all. */
  #cpu;
  #blocked;
  /** null where the database alone decides: a double in a call would be boxed. */
  #timeout;
  #lock;
  alone;
  constructor(cpu, blocked, timeout5, alone, lock2) {
    this.alone = alone;
    this.#lock = lock2;
    this.#cpu = cpu;
    this.#blocked = blocked;
    this.#timeout = timeout5 === forever ? null : timeout5;
  }
  begin(request) {
    const lane = request.connection.database.tripLane;
    return lane === null ? this.#arrive(request) : request.park(lane, lane.set(request, Wake.tripDone));
  }
  resume(request, what) {
    switch (what) {
      case Wake.tripDone:
        return this.#arrive(request);
      case Wake.gateOpen:
        return request.phase === answered ? this.#done(request) : this.#arrive(request);
      case Wake.locked:
        return this.#awake(request, request.executing);
      case Wake.lockTimeout:
        return this.#cancelled(request, Outcome.lockTimeout);
      case Wake.deadlock:
        return this.#cancelled(request, Outcome.deadlock);
      case Wake.workDone:
        return this.#block(request, request.executing);
      case Wake.delayOver:
        return this.#answer(request);
      default:
        return this.#cancelled(request, Outcome.statementTimeout);
    }
  }
  /** At the server: a dead session is noticed here, a hanging server keeps the statement, the cores take it. */
  #arrive(request) {
    const connection = request.connection;
    const { database: database4 } = connection;
    if (connection.dead !== 0) return metDead(request, connection);
    if (database4.isHanging) return database4.waitAtGate(request);
    database4.statementBegins(request, connection, this.#timeout);
    if (this.#lock === null) return this.#work(request, connection);
    const verdict = database4.locks.take(request, connection, this.#rowFor(request, this.#lock, database4), this.#lock.mode);
    return verdict === onward ? this.#work(request, connection) : verdict;
  }
  #rowFor(request, lock2, database4) {
    return database4.locks.rowsNamed(lock2.name) + Math.min(lock2.among - 1, Math.floor(request.demands[lock2.coin] * lock2.among));
  }
  /** The statement has its row, if it needs one: the cores take it. */
  #work(request, connection) {
    const { database: database4 } = connection;
    request.work = request.demands[this.#cpu];
    if (request.work <= 0) return this.#block(request, connection);
    database4.charge(request);
    return this.#enter(request, database4);
  }
  /** The same for one who had to wait for its row: waking up costs something too. */
  #awake(request, connection) {
    const { database: database4 } = connection;
    request.work = request.demands[this.#cpu];
    if (request.work > 0) database4.charge(request);
    request.work += database4.wakeDemand();
    return request.work > 0 ? this.#enter(request, database4) : this.#block(request, connection);
  }
  #enter(request, database4) {
    if (request.abandoned) request.wastedWork += request.work;
    const { cpu } = database4;
    cpu.demand = request.work;
    return request.park(cpu, cpu.admit(request, Wake.workDone));
  }
  #block(request, connection) {
    const planned2 = this.#blocked < 0 ? 0 : request.demands[this.#blocked];
    if (planned2 <= 0) return this.#done(request);
    const { database: database4 } = connection;
    const span15 = planned2 * database4.blockedFactor(request.classIndex);
    if (database4.disks !== null) {
      database4.disks.demand = span15;
      return request.park(database4.disks, database4.disks.admit(request, Wake.delayOver));
    }
    return request.park(database4.simulation.calendar, database4.simulation.after(span15, Rank.completion, request, Wake.delayOver));
  }
  /** The statement has all it wanted; a server that hangs keeps the answer. */
  #answer(request) {
    const { database: database4 } = request.executing;
    if (!database4.isHanging) return this.#done(request);
    request.phase = answered;
    return database4.waitAtGate(request);
  }
  #cancelled(request, outcome) {
    const { database: database4 } = request.executing;
    const { lockTimeout: lockTimeout2, deadlock, statementTimeout } = database4.plan.texts;
    return database4.cancels(request, outcome, outcome === Outcome.lockTimeout ? lockTimeout2 : outcome === Outcome.deadlock ? deadlock : statementTimeout);
  }
  #done(request) {
    request.executing.database.statementOver(request);
    return onward;
  }
};

// src/model/steps/through-pooler.ts
function clientOf(request) {
  const held2 = request.connection;
  return held2.client ?? held2;
}
var ToServerStep = class {
  begin(request) {
    const client = clientOf(request);
    if (client.database.pooler === null) return onward;
    if (client.dead !== 0) return metDead(request, client);
    const lane = client.database.tripLane;
    return lane === null ? this.#atDoor(request, client) : request.park(lane, lane.set(request, Wake.tripDone));
  }
  resume(request, what) {
    switch (what) {
      case Wake.tripDone:
      case Wake.gateOpen:
        return this.#atDoor(request, clientOf(request));
      case Wake.workDone:
        return this.#link(request, clientOf(request));
      case Wake.checked:
        return this.#got(request, request.latest.pool.checks.over(request));
      case Wake.lent:
        return this.#got(request, onward);
      case Wake.refused:
        return this.#disconnected(request, request.fails(Outcome.refused, this.#poolerOf(request).logins.refusal));
      default:
        return this.#disconnected(request, request.leftLineOf.waiting.timedOut(request));
    }
  }
  #atDoor(request, client) {
    const { database: database4 } = client;
    if (client.dead !== 0) return request.fails(client.dead, client.deadText);
    if (database4.isHanging) return database4.waitAtGate(request);
    database4.statements++;
    request.work = database4.pooler.plan.cpu;
    database4.charge(request);
    if (request.work <= 0) return this.#link(request, client);
    const { cpu } = database4;
    cpu.demand = request.work;
    return request.park(cpu, cpu.admit(request, Wake.workDone));
  }
  #link(request, client) {
    if (client.dead !== 0) return request.fails(client.dead, client.deadText);
    if (request.connection.client === client) return onward;
    return client.database.pooler.link(request, client);
  }
  /** The server connection lies on top of the client's. */
  #got(request, verdict) {
    if (verdict === parked) return parked;
    if (verdict !== onward) return this.#disconnected(request, verdict);
    const server2 = request.latest;
    const client = server2.below ?? request.parent.connection;
    if (client.dead !== 0) return request.fails(client.dead, client.deadText);
    client.database.pooler.linked(request, client);
    return onward;
  }
  /** PgBouncer does not fail a statement that it cannot serve: it disconnects the client. */
  #disconnected(request, verdict) {
    if (verdict > 0) this.#poolerOf(request).disconnect(clientOf(request), Outcome.severed, request.text);
    return verdict;
  }
  #poolerOf(request) {
    return clientOf(request).database.pooler;
  }
};
var FromServerStep = class {
  begin(request) {
    const server2 = request.latest;
    if (server2 === null || server2.client === null) return onward;
    return server2.client.database.pooler.unlink(server2, request);
  }
  resume() {
    return onward;
  }
};

// src/model/route.ts
var notes = ({ writes, readsOwnWrites }) => [...readsOwnWrites ? [new FreshStep()] : [], ...writes ? [new WroteStep()] : []];
var coinLaw = { law: "uniform", from: 0, to: 1 };
var Route = class {
  name;
  steps;
  #parts;
  #laws = [];
  #plans = [];
  #again = [];
  #acquisitions = [];
  /** What a server shows of each step that talks to it. */
  #texts = /* @__PURE__ */ new Map();
  #statements = 0;
  /** Places of the demands of the first statement, which a trace may give. */
  firstCpu = -1;
  firstBlocked = -1;
  /** A failed attempt forgets to give its connections back. */
  forgetsOnError;
  #forgets;
  #leaks = false;
  #leakShare;
  #leakRate;
  #leakDue;
  #leakCoins;
  constructor(name, plan, parts2) {
    this.name = name;
    this.#parts = parts2;
    const steps3 = [];
    this.#compile(plan.steps, steps3);
    this.steps = steps3;
    this.forgetsOnError = plan.leak.kind === "onError";
    this.#forgets = plan.leak.kind === "always";
    this.#leakCoins = parts2.stream("leak");
    this.#leakShare = 0;
    this.#leakRate = 0;
    this.#leakDue = Number.POSITIVE_INFINITY;
    this.leak(plan.leak);
  }
  #isForgotten() {
    return this.#forgets || this.#leakShare > 0 && this.#leakCoins.uniform() < this.#leakShare || this.#leakIsDue();
  }
  /** Draws a request makes along this route. */
  get draws() {
    return this.#laws.length;
  }
  /** Makes every draw of a request that has just arrived. */
  draw(request) {
    const demands = request.ownDemands;
    request.demands = demands;
    const laws = this.#laws;
    for (let i = 0; i < laws.length; i++) laws[i].drawInto(demands, i);
    request.forgets = this.#leaks && this.#isForgotten();
  }
  /** Makes the draws of a second try from streams of their own: first tries stay aligned whatever is retried. */
  drawAgain(request) {
    if (this.#again.length === 0) for (const [i, plan] of this.#plans.entries()) this.#again.push(lawFrom(plan, this.#parts.stream(`retry/${i}`)));
    for (const [i, law3] of this.#again.entries()) law3.drawInto(request.demands, i);
  }
  /** From now on leaks like this. */
  leak(plan) {
    this.#leakShare = plan.kind === "share" ? plan.share : 0;
    this.#leakRate = plan.kind === "rate" ? plan.rate : 0;
    this.#leakDue = this.#nextLeak(this.#parts.simulation.now);
    this.#leaks = this.#forgets || this.#leakShare > 0 || this.#leakRate > 0;
  }
  /** Every acquisition of the route goes to this pool from now on. */
  moveTo(pool3) {
    for (const step2 of this.#acquisitions) step2.pool = pool3;
  }
  /** What a server shows of the step at a place of a row of steps: the name of the statement, BEGIN or COMMIT; '' for a step it hears nothing of. */
  saidAt(steps3, at2) {
    return this.#texts.get(steps3[at2]) ?? "";
  }
  /** What the server heard last of a request that stands at this place; '' for nothing. Ways that were not chosen count as walked. */
  saidLast(steps3 = this.steps, at2 = steps3.length) {
    for (let i = Math.min(at2, steps3.length - 1); i >= 0; i--) {
      const text3 = this.saidAt(steps3, i);
      if (text3 !== "") return text3;
    }
    return "";
  }
  /** A leak rate is a Poisson process of moments; the first request that arrives after one forgets its connections. */
  #leakIsDue() {
    const { now } = this.#parts.simulation;
    if (now < this.#leakDue) return false;
    this.#leakDue = this.#nextLeak(this.#leakDue);
    return true;
  }
  #nextLeak(after) {
    return this.#leakRate > 0 ? after + this.#leakCoins.exponential() * second / this.#leakRate : Number.POSITIVE_INFINITY;
  }
  #said(step2, text3) {
    this.#texts.set(step2, text3);
    return step2;
  }
  #place(plan, purpose) {
    const place5 = this.#laws.length;
    this.#plans.push(plan);
    this.#laws.push(lawFrom(plan, this.#parts.stream(`${purpose}/${place5}`)));
    return place5;
  }
  #compile(plans, into) {
    for (const plan of plans) this.#compileStep(plan, into);
  }
  #compileStep(plan, into) {
    switch (plan.step) {
      case "query":
        if (plan.pool !== null) this.#acquire(plan.pool, plan.acquireTimeout, into);
        this.#through([this.#said(this.#query(plan), plan.name ?? `${this.name}: statement ${++this.#statements}`), ...notes(plan)], into);
        if (plan.pool !== null) into.push(new ReleaseStep());
        return;
      case "transaction":
      case "nested":
        this.#acquire(plan.pool, plan.acquireTimeout, into);
        if (plan.step === "transaction") this.#through([this.#said(new TransactionMark(true), "BEGIN")], into);
        this.#compile(plan.steps, into);
        if (plan.step === "transaction") this.#commit(plan.commit, into);
        into.push(new ReleaseStep());
        return;
      case "call":
        into.push(new DelayStep(this.#parts.simulation, this.#place(plan.takes, "call"), plan.fails > 0 ? this.#place(coinLaw, "callFails") : 0, plan.fails));
        return;
      case "think":
        into.push(plan.onCpu ? new AppWorkStep(this.#parts.simulation, this.#place(plan.takes, "think")) : new DelayStep(this.#parts.simulation, this.#place(plan.takes, "think")));
        return;
      case "choose":
        return this.#choose(plan.ways, into);
      case "parallel":
        into.push(new ParallelStep(plan.branches.map((branch) => {
          const steps3 = [];
          this.#compile(branch, steps3);
          return steps3;
        })));
    }
  }
  /** COMMIT, with what it costs where the plan says so: all on one round trip. */
  #commit(plan, into) {
    if (plan === null) return this.#through([this.#said(new TransactionMark(false), "COMMIT")], into);
    const work = this.#said(new QueryStep(this.#place(plan.cpu, "commitCpu"), this.#place(plan.blocked, "commitBlocked"), forever, false, null), "COMMIT");
    this.#through([work, new TransactionMark(false, true)], into);
  }
  /** Steps that talk to the server, with their way through a pooler where the scenario has any. */
  #through(steps3, into) {
    if (this.#parts.pooled) into.push(new ToServerStep(), ...steps3, new FromServerStep());
    else into.push(...steps3);
  }
  #acquire(pool3, patience, into) {
    const step2 = new AcquireStep(this.#parts.pool(pool3), patience === null ? null : lawFrom(patience, this.#parts.stream(`patience/${this.#acquisitions.length}`)));
    this.#acquisitions.push(step2);
    into.push(step2);
  }
  #query(plan) {
    const cpu = this.#place(plan.cpu, "cpu");
    const blocked = plan.blocked.law === "constant" && plan.blocked.value === 0 && !this.#parts.traced ? -1 : this.#place(plan.blocked, "blocked");
    if (this.firstCpu < 0) {
      this.firstCpu = cpu;
      this.firstBlocked = blocked;
    }
    const lock2 = plan.lock === null ? null : { name: plan.lock.row, among: plan.lock.among, mode: plan.lock.mode, coin: this.#place(coinLaw, "row") };
    return new QueryStep(cpu, blocked, plan.statementTimeout, plan.pool !== null, lock2);
  }
  #choose(ways, into) {
    const choice = new ChooseStep(this.#place(coinLaw, "choose"));
    into.push(choice);
    const total2 = ways.reduce((sum2, way) => sum2 + way.share, 0);
    const ends = [];
    let upTo = 0;
    for (const way of ways) {
      upTo += way.share / total2;
      choice.way(upTo, into.length);
      this.#compile(way.steps, into);
      const end = new JumpStep();
      ends.push(end);
      into.push(end);
    }
    for (const end of ends) end.to = into.length;
  }
};

// src/model/clockwork.ts
function clockworkFor(arrivals, stream) {
  switch (arrivals.kind) {
    case "poisson":
      return new RateClock(arrivals.rates, lawFrom({ law: "exponential", mean: 1 }, stream("arrivals")));
    case "gaps":
      return new GapClock(lawFrom(arrivals.gaps, stream("arrivals")));
    case "bursts":
      return new GapClock(lawFrom({ law: "constant", value: arrivals.every }, stream("arrivals")), true);
    default:
      return new RateClock(arrivals.kind === "constant" ? arrivals.rates : [], lawFrom({ law: "constant", value: 1 }, stream("arrivals")));
  }
}
var RateClock = class {
  #rates;
  #units;
  #drawn = new Float64Array(1);
  #times = 1;
  #step = 0;
  /** µs for one unit where the rate never changes; 0: search the schedule. */
  #perUnit = 0.5;
  // Doubles from birth, see engine/level.ts.
  due = 0.5;
  #at = 0.5;
  #left = 0.5;
  #since = 0.5;
  constructor(rates2, units) {
    this.#rates = rates2;
    this.#units = units;
    this.#at = 0;
    this.#left = 0;
    this.#steady();
  }
  first(from) {
    this.#at = from;
    this.next();
  }
  next() {
    this.#units.drawInto(this.#drawn, 0);
    this.#left = this.#drawn[0];
    if (this.#perUnit === 0) return this.#ahead();
    this.#since = this.#at;
    this.#at += this.#left * this.#perUnit;
    this.due = Math.round(this.#at);
  }
  /** What was left of the present unit at `now` is walked at the new rate. */
  scale(times2, now) {
    const target = this.#left;
    this.#at = this.#since;
    this.#left = Math.max(0, target - this.#unitsUntil(now));
    this.#at = Math.max(now, this.#at);
    this.#times = times2;
    this.#steady();
    this.#ahead();
  }
  /** Due at the instant at which the units left are used up; the exact instant is kept, the rounded one told. */
  #ahead() {
    this.due = never;
    this.#since = this.#at;
    let left = this.#left;
    for (; ; ) {
      const perMicro = this.#rateNow();
      const end = this.#rates[this.#step + 1]?.from ?? never;
      const needed = perMicro > 0 ? left / perMicro : never;
      if (this.#at + needed <= end) {
        this.#at += needed;
        this.due = Math.round(this.#at);
        return;
      }
      if (end === never) return;
      left -= perMicro * (end - this.#at);
      this.#at = end;
      this.#step++;
    }
  }
  #steady() {
    const rate2 = (this.#rates[0]?.rate ?? 0) * this.#times;
    this.#perUnit = this.#rates.length === 1 && rate2 > 0 ? second / rate2 : 0;
  }
  #rateNow() {
    while ((this.#rates[this.#step + 1]?.from ?? never) <= this.#at) this.#step++;
    return (this.#rates[this.#step]?.rate ?? 0) * this.#times / second;
  }
  /** Units of rate × time between the last arrival and `now`, under the present scale. */
  #unitsUntil(now) {
    let units = 0;
    for (let i = 0; i < this.#rates.length; i++) {
      const from = Math.max(this.#since, this.#rates[i]?.from ?? 0);
      const to = Math.min(now, this.#rates[i + 1]?.from ?? never);
      if (to > from) units += (this.#rates[i]?.rate ?? 0) * this.#times / second * (to - from);
    }
    this.#step = 0;
    return units;
  }
};
var GapClock = class {
  #gaps;
  #atOnce;
  due = 0.5;
  #times = 1;
  #at = 0.5;
  #gap = 0.5;
  constructor(gaps, atOnce = false) {
    this.#gaps = gaps;
    this.#atOnce = atOnce;
  }
  first(from) {
    this.#at = from;
    this.due = from;
    if (!this.#atOnce) this.next();
  }
  next() {
    this.#gap = this.#gaps.draw();
    this.#at += Math.max(1, this.#gap / this.#times);
    this.due = Math.round(this.#at);
  }
  scale(times2, now) {
    const left = this.#times > 0 ? Math.max(0, this.#at - now) * this.#times : this.#gap;
    this.#gap = left;
    this.#times = times2;
    this.#at = times2 > 0 ? now + left / times2 : never;
    this.due = Math.round(this.#at);
  }
};

// src/model/traffic.ts
var Batches = class {
  #plan;
  #coins;
  constructor(plan, coins) {
    this.#plan = plan;
    this.#coins = coins;
  }
  /** A fixed size, or a geometric one: 1, 2, 3, … with the mean of the plan. */
  next() {
    if (this.#plan.kind === "fixed") return this.#plan.size;
    let size3 = 1;
    while (this.#coins.uniform() > 1 / this.#plan.mean) size3++;
    return size3;
  }
};
var OpenSource = class {
  #parts;
  #clockwork;
  #batches;
  #slot;
  /** Known when it begins. */
  #life;
  #requestClass;
  constructor(parts2) {
    this.#parts = parts2;
    this.#clockwork = clockworkFor(parts2.plan.arrivals, parts2.stream);
    this.#batches = new Batches(parts2.plan.arrivals.kind === "bursts" ? { kind: "fixed", size: parts2.plan.arrivals.size } : parts2.plan.batch, parts2.stream("batch"));
    this.#slot = parts2.simulation.calendar.source(this);
  }
  begin() {
    this.#life = this.#parts.life();
    this.#requestClass = this.#parts.requestClass();
    this.#clockwork.first(this.#parts.plan.from);
    this.#schedule();
  }
  scale(times2) {
    this.#clockwork.scale(times2, this.#parts.simulation.now);
    this.#schedule();
  }
  wake() {
    const size3 = this.#batches.next();
    for (let i = 0; i < size3; i++) this.#life.start(this.#requestClass);
    this.#clockwork.next();
    this.#schedule();
  }
  over(_request, _outcome) {
  }
  #schedule() {
    const at2 = this.#clockwork.due;
    if (at2 < this.#parts.plan.until && at2 < never) this.#parts.simulation.calendar.put(this.#slot, at2, Rank.arrival);
    else this.#parts.simulation.calendar.leave(this.#slot);
  }
};
var TraceSource = class {
  #parts;
  #rows;
  #routes;
  #slot;
  #next = 0;
  constructor(parts2, rows, routes) {
    this.#parts = parts2;
    this.#rows = rows;
    this.#routes = routes;
    this.#slot = parts2.simulation.calendar.source(this);
  }
  begin() {
    this.#schedule();
  }
  /** A trace is what it is: it cannot be scaled. */
  scale() {
  }
  wake() {
    const row = this.#next++;
    const { cpu, blocked, route: routes } = this.#rows;
    const requestClass = this.#parts.requestClass();
    const route = routes === null ? requestClass.route : this.#routes.get(routes[row]) ?? requestClass.route;
    requestClass.route = route;
    const request = this.#parts.life().prepare(requestClass, 0);
    if (cpu !== null && route.firstCpu >= 0) request.demands[route.firstCpu] = cpu[row];
    if (blocked !== null && route.firstBlocked >= 0) request.demands[route.firstBlocked] = blocked[row];
    this.#parts.life().attempt(request);
    this.#schedule();
  }
  over() {
  }
  #schedule() {
    const { from, until } = this.#parts.plan;
    while (this.#next < this.#rows.at.length && this.#rows.at[this.#next] < from) this.#next++;
    const at2 = this.#rows.at[this.#next] ?? never;
    if (at2 < until && at2 < never) this.#parts.simulation.calendar.put(this.#slot, at2, Rank.arrival);
  }
};

// src/model/users.ts
var rest = ms(1);
var Users = class {
  #parts;
  #users;
  #think;
  #drawn = new Float64Array(1);
  #times = 1;
  /** Users who think now, with the timers that wake them, and until when. */
  #thinking = /* @__PURE__ */ new Map();
  #until = [];
  constructor(parts2, users, thinks) {
    this.#parts = parts2;
    this.#users = users;
    this.#think = lawFrom(thinks, parts2.stream("think"));
  }
  /** Every user begins with a think of its own. */
  begin() {
    for (let user = 0; user < this.#users; user++) this.#thinks(user, this.#parts.plan.from);
  }
  /** Thinking takes 1/times as long, what is left of thoughts under way too. */
  scale(times2) {
    const { simulation } = this.#parts;
    const before = this.#times;
    this.#times = Math.max(1e-6, times2);
    for (const [user, slot] of this.#thinking) {
      simulation.calendar.leave(slot);
      this.#sleep(user, (this.#until[user] - simulation.now) * before / this.#times);
    }
  }
  wake(user) {
    this.#thinking.delete(user);
    if (this.#parts.simulation.now < this.#parts.plan.until) this.#parts.life().start(this.#parts.requestClass(), user);
  }
  over(request, _outcome) {
    this.#thinks(request.tag, 0, request.arrivedAt === this.#parts.simulation.now);
  }
  #thinks(user, delay, atOnce = false) {
    this.#think.drawInto(this.#drawn, 0);
    const span15 = this.#drawn[0] / this.#times;
    this.#sleep(user, delay + (atOnce && span15 < 1 ? rest : span15));
  }
  #sleep(user, span15) {
    this.#until[user] = this.#parts.simulation.now + span15;
    this.#thinking.set(user, this.#parts.simulation.after(span15, Rank.arrival, this, user));
  }
};

// src/model/world.ts
var unnamedApp = { instances: 1, cores: Number.POSITIVE_INFINITY, pools: [], balance: "roundRobin" };
var World = class {
  simulation = new Simulation();
  scenario;
  classes;
  requestClasses;
  pools;
  /** Databases, and after them the side of each pooler that its clients see. */
  databases;
  poolers;
  life;
  coins;
  #streams;
  #witness;
  #apps = /* @__PURE__ */ new Map();
  #sources = /* @__PURE__ */ new Map();
  #jobs = [];
  #routes = /* @__PURE__ */ new Map();
  constructor(scenario, seed, replication, witness) {
    this.scenario = scenario;
    this.#witness = witness;
    this.#streams = new Streams(seed, replication);
    this.coins = this.#streams.named("incidents");
    const names2 = [...Object.keys(scenario.traffic), ...Object.keys(scenario.cron)];
    const servers2 = new Map(Object.entries(scenario.databases).map(([name, plan]) => [name, new Database(this.simulation, name, plan, names2.length, this.#streams)]));
    replicate(servers2);
    this.poolers = Object.entries(scenario.poolers).map(([name, plan], i) => new Pooler({
      simulation: this.simulation,
      index: Object.keys(scenario.pools).length + i,
      name,
      plan,
      database: found(servers2.get(plan.database), `database ${plan.database}`),
      classes: names2.length,
      streams: this.#streams
    }));
    this.databases = [...servers2.values(), ...this.poolers.map(({ front }) => front)];
    for (const [name, plan] of [...Object.entries(scenario.apps), ["", unnamedApp]]) this.#apps.set(name, new App(name, plan, this.simulation, this.#streams.named(`app/${name}`)));
    const groups = Object.entries(scenario.pools).map(([name, plan], index) => new PoolGroup({
      simulation: this.simulation,
      index,
      name,
      plan,
      database: this.database(plan.database),
      instances: this.ownerOf(name).instances.length,
      user: this.ownerOf(name).name || "app",
      classes: names2.length,
      streams: this.#streams
    }));
    this.pools = [...groups, ...this.poolers.map(({ group: group2 }) => group2)];
    this.requestClasses = [
      ...Object.entries(scenario.traffic).map(([name, plan], i) => this.#trafficClass(name, plan, i)),
      ...Object.entries(scenario.cron).map(([name, plan], i) => this.#cronClass(name, plan, Object.keys(scenario.traffic).length + i))
    ];
    this.classes = this.requestClasses.map(({ name, source, route }) => ({ name, source, route: route.name }));
    const draws = Math.max(0, ...[...this.#routes.values()].flat().map((route) => route.draws));
    this.life = new Life(this.simulation, witness, this.requestClasses, scenario.run.measureFrom, draws);
    for (const group2 of this.pools) group2.life = this.life;
    this.#interfere();
  }
  get now() {
    return this.simulation.now;
  }
  /** Fills the pools, or lets them begin empty where the apps start with the run; sets everything going, and lets time run to the end. `onProgress` hears the share of simulated time at each sample. */
  run(onProgress, looks = { at: [], look: () => {
  } }) {
    const { measureFrom, every, coldStart } = this.scenario.run;
    const length = Number(this.scenario.run.length);
    this.#witness.begins(this);
    if (!coldStart) for (const group2 of this.pools) for (const copy of group2.pools) copy.start.warm();
    for (const pooler2 of this.poolers) pooler2.janitor.begin();
    for (const source of this.#sources.values()) source.begin();
    for (const job of this.#jobs) job.begin();
    for (const [i, incident] of this.scenario.incidents.entries()) this.#plan(incident, i);
    if (coldStart) for (const group2 of this.pools) for (const copy of group2.pools) this.#at(0, Rank.incident, () => copy.start.cold());
    this.#at(measureFrom, Rank.sampling, () => this.#witness.measuringBegins());
    this.#sample(every, length, onProgress);
    for (const at2 of looks.at) {
      this.simulation.run(at2);
      looks.look();
    }
    this.simulation.run(length);
    this.#witness.finished(this.life.insideCounted);
  }
  // ------------------------------------------------------------------------------------------------------- what incidents may reach
  pooler(name) {
    return this.poolers.find((one2) => one2.name === name) ?? null;
  }
  pool(name) {
    return found(this.pools.find((group2) => group2.name === name), `pool ${name}`);
  }
  database(name) {
    return found(this.databases.find((server2) => server2.name === name), `database ${name}`);
  }
  app(name) {
    return found(this.#apps.get(name), `app ${name}`);
  }
  requestClass(name) {
    return found(this.requestClasses.find((one2) => one2.name === name), `class ${name}`);
  }
  source(name) {
    return found(this.#sources.get(name), `traffic ${name}`);
  }
  routes(name) {
    return this.#routes.get(name) ?? [];
  }
  /** Tells a tracer every event of a pool from now on, of all its instances. */
  trace(name, tracer) {
    for (const copy of this.pool(name).pools) copy.tracer = tracer;
  }
  /** The app that has copies of a pool. */
  ownerOf(pool3) {
    const owner = Object.entries(this.scenario.apps).find(([, plan]) => plan.pools.includes(pool3));
    return this.app(owner?.[0] ?? "");
  }
  poolsOf(app2) {
    return this.pools.filter((group2) => group2.pooler === null && this.ownerOf(group2.name) === app2);
  }
  // ---------------------------------------------------------------------------------------------------------------------- assembly
  #route(className, routeName) {
    const plan = found(this.scenario.routes[routeName], `route ${routeName}`);
    const route = new Route(routeName, plan, {
      traced: this.scenario.traffic[className]?.arrivals.kind === "trace",
      pooled: this.poolers.length > 0,
      simulation: this.simulation,
      pool: (name) => this.pool(name),
      stream: (purpose) => this.#streams.named(`class/${className}/${routeName}/${purpose}`)
    });
    this.#routes.set(routeName, [...this.#routes.get(routeName) ?? [], route]);
    return route;
  }
  /** The app named, or the one that owns the first pool of the route. */
  #appFor(named2, routeName) {
    if (named2 !== null) return this.app(named2);
    const first = /"pool":"([^"]+)"/.exec(JSON.stringify(this.scenario.routes[routeName]?.steps ?? []));
    return first === null ? this.app("") : this.ownerOf(first[1]);
  }
  #class(name, index, plan, origin, source) {
    const stream = (purpose) => this.#streams.named(`class/${name}/${purpose}`);
    const traffic = source === "traffic" ? plan : null;
    const route = this.#route(name, plan.route);
    return {
      index,
      name,
      source,
      route,
      origin,
      priority: plan.priority,
      app: this.#appFor(plan.app, plan.route),
      patience: plan.patience === null ? null : new Patience(this.simulation, plan.patience, stream("patience")),
      retry: traffic === null || traffic.retry === null ? null : new Retry(traffic.retry, stream("backoff"), stream("jitter")),
      breaker: traffic === null || traffic.breaker === null ? null : new Breaker(traffic.breaker),
      shedding: new Shedding(stream("shed"))
    };
  }
  #trafficClass(name, plan, index) {
    const parts2 = {
      simulation: this.simulation,
      plan,
      life: () => this.life,
      requestClass: () => this.requestClasses[index],
      stream: (purpose) => this.#streams.named(`class/${name}/${purpose}`)
    };
    const { arrivals } = plan;
    const source = arrivals.kind === "users" ? new Users(parts2, arrivals.users, arrivals.think) : arrivals.kind === "trace" ? new TraceSource(parts2, arrivals.rows, new Map([...new Set(arrivals.rows.route ?? [])].map((route) => [route, this.#route(name, route)]))) : new OpenSource(parts2);
    this.#sources.set(name, source);
    return this.#class(name, index, plan, source, "traffic");
  }
  #cronClass(name, plan, index) {
    const job = new Cron2(this.simulation, name, plan, () => this.life, () => this.requestClasses[index]);
    this.#jobs.push(job);
    return this.#class(name, index, plan, job, "cron");
  }
  /** Turns `slows` of jobs into rules of the databases. */
  #interfere() {
    for (const [name, plan] of Object.entries(this.scenario.cron)) {
      const { index } = this.requestClass(name);
      const times2 = new Float64Array(this.requestClasses.length).fill(1);
      for (const other of this.requestClasses) if (other.index !== index) times2[other.index] = plan.slows[other.name] ?? plan.slows.others ?? 1;
      if (times2.some((factor) => factor !== 1)) for (const server2 of this.databases) server2.interference.rule(index, times2);
    }
  }
  #plan(incident, i) {
    const id = `incident#${i}`;
    this.#at(incident.at, Rank.incident, () => {
      this.#witness.noted("incident", id, incident.says, incident.until === null ? "moment" : "begin");
      const undo = act(incident.action, this);
      if (incident.until === null) return;
      this.#at(incident.until, Rank.incident, () => {
        undo?.();
        this.#witness.noted("incident", id, incident.says, "end");
      });
    });
  }
  #sample(every, length, onProgress) {
    let taken = 0;
    const sampler = {
      wake: () => {
        taken++;
        this.#witness.sampled();
        onProgress?.(this.simulation.now / length);
        const next2 = Math.min(length, (taken + 1) * every);
        if (next2 > this.simulation.now) this.simulation.calendar.put(slot, next2, Rank.end);
      }
    };
    const slot = this.simulation.calendar.source(sampler);
    this.simulation.calendar.put(slot, Math.min(length, every), Rank.end);
  }
  #at(time, rank, deed) {
    if (time <= this.scenario.run.length) this.simulation.calendar.once(time, rank, { wake: deed }, 0);
  }
};
function found(part, what) {
  assert(part !== void 0, `${what} is in the plan`);
  return part;
}

// src/model/activity.ts
function activityOf(world) {
  const executing = /* @__PURE__ */ new Map();
  for (const request of world.life.all) if (request.classIndex >= 0 && request.executing !== null) executing.set(request.executing, request);
  return world.databases.filter(({ pooler: pooler2 }) => pooler2 === null).map((server2) => ({
    server: server2,
    sessions: server2.admission.connected.map((connection) => sessionOf(world, connection, executing.get(connection) ?? null)).sort((a, b) => a.pid - b.pid)
  }));
}
function sessionOf(world, connection, request) {
  const state = stateOf(connection, request);
  const { className, app: app2, pool: pool3, client } = whoseIs(world, connection, request);
  const inside = connection.inTransaction && state !== "starting";
  const idleSince = Math.max(connection.idleSince, connection.bornAt, inside ? connection.beganAt : 0);
  return {
    pid: connection.pid,
    app: app2,
    pool: pool3,
    className,
    client,
    backendStart: connection.bornAt,
    xactStart: inside ? connection.beganAt : request === null ? null : connection.queryAt,
    queryStart: connection.queryAt < 0 ? null : connection.queryAt,
    stateChange: request === null ? state === "starting" ? connection.bornAt : idleSince : connection.queryAt,
    waits: waitOf(connection, request, state),
    state,
    query: queryOf(world, connection, request),
    blockedBy: [...new Set((request?.parking?.heldBy?.().by ?? []).filter((one2) => one2 !== connection).map(({ pid }) => pid))],
    clientGone: request !== null && request.orphan === connection
  };
}
function stateOf(connection, request) {
  if (request !== null) return "active";
  if (connection.isOpening) return "starting";
  if (!connection.inTransaction) return "idle";
  return connection.aborted ? "idle in transaction (aborted)" : "idle in transaction";
}
function waitOf(connection, request, state) {
  if (state === "starting") return null;
  if (request === null) return { type: "Client", event: "ClientRead" };
  const { parking } = request;
  if (parking === connection.database.cpu || parking === null) return null;
  return parking.heldBy === void 0 ? { type: "IO", event: "DataFileRead" } : { type: "Lock", event: parking.heldBy().event };
}
function whoseIs(world, connection, request) {
  const { group: group2 } = connection.pool;
  const front = connection.client?.pool ?? connection.pool;
  const lent = request !== null || connection.state === ConnectionState.lent && (group2.pooler === null || connection.client !== null);
  const className = lent ? world.classes[request?.classIndex ?? connection.holderClass]?.name ?? null : null;
  const app2 = front.group.user;
  const instance = group2.pooler === null ? `${app2}-${connection.pool.group.pools.indexOf(connection.pool) + 1}` : group2.name;
  return { app: app2, pool: front.group.name, className, client: instance };
}
function queryOf(world, connection, request) {
  if (request !== null) return request.route?.saidAt(request.steps, request.at) ?? "";
  if (connection.queryAt < 0) return "";
  const { holder } = connection;
  if (holder !== null) return holder.route?.saidLast(holder.steps, holder.at - 1) ?? "";
  return connection.leaked ? connection.lastQuery : world.requestClasses[connection.holderClass]?.route.saidLast() ?? "";
}

// src/run/activity.ts
var activityResult = (world) => ({
  atS: inSeconds(world.now),
  databases: Object.fromEntries(activityOf(world).map((view) => [view.server.name, serverOf(view)]))
});
function serverOf({ server: server2, sessions }) {
  const { maxConnections, reservedConnections } = server2.plan;
  const { begun, refused: refused2, aborted, most } = server2.admission;
  return {
    kind: server2.kind,
    maxConnections: Number.isFinite(maxConnections) ? maxConnections : null,
    reservedConnections,
    answers: server2.state === "up",
    sessions: sessions.map(sessionOf2),
    status: { logins: begun, refused: refused2, abortedClients: aborted, maxUsed: most }
  };
}
var orNull = (at2) => at2 === null ? null : inSeconds(at2);
var sessionOf2 = (one2) => ({
  pid: one2.pid,
  user: one2.app,
  application: one2.className === null ? one2.pool : `${one2.pool}/${one2.className}`,
  client: one2.client,
  backendStartS: inSeconds(one2.backendStart),
  xactStartS: orNull(one2.xactStart),
  queryStartS: orNull(one2.queryStart),
  stateChangeS: inSeconds(one2.stateChange),
  waitEventType: one2.waits?.type ?? null,
  waitEvent: one2.waits?.event ?? null,
  state: one2.state,
  query: one2.query,
  blockedBy: one2.blockedBy,
  clientGone: one2.clientGone
});

// src/run/assumptions.ts
function assumptionsOf(scenario) {
  const said = [];
  for (const [name, plan] of Object.entries(scenario.databases)) {
    const cores3 = Number.isFinite(plan.cores) ? `${plan.cores} cores shared equally by running statements` : "unlimited cores";
    const disks = Number.isFinite(plan.disks) ? `${plan.disks} disks shared by blocked time` : "blocked time shared with nobody";
    said.push(`${name}: ${cores3}, contention ${contentionText(plan.contention)}, ${disks}, round trip ${durationText(plan.roundTrip)}`);
  }
  for (const [name, plan] of Object.entries(scenario.cron)) {
    for (const [who, times2] of Object.entries(plan.slows)) said.push(`${name} makes the blocked time of ${who} ${times2}\xD7 as long while it runs`);
  }
  const open = Object.entries(scenario.traffic).filter(([, plan]) => plan.arrivals.kind !== "users").map(([name]) => name);
  if (open.length > 0) said.push(`open arrivals (${open.join(", ")}): nobody slows down because answers are late`);
  said.push(`percentiles are within ${percentileErrorBound * 100}% of the exact ones`);
  return said;
}

// src/run/version.ts
var version2 = "0.1.0";

// src/stats/warm-up.ts
var group = 5;
function mser5(series) {
  const groups = Math.floor(series.length / group);
  if (groups < 2) return null;
  const last = Math.floor(groups / 2);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  let [mean, squares] = [0, 0];
  for (let d = groups - 1, count3 = 1; d >= 0; d--, count3++) {
    let sum2 = 0;
    for (let i = d * group; i < (d + 1) * group; i++) sum2 += series[i];
    const gap = sum2 / group - mean;
    mean += gap / count3;
    squares += gap * (sum2 / group - mean);
    const squaredError = squares / (count3 * count3);
    if (d <= last && squaredError <= least) [best, least] = [d, squaredError];
  }
  return { leaveOut: best * group, tooShort: best === last, squaredError: least };
}
function meanFrom(series, from) {
  const length = Math.floor((series.length - from) / 10);
  if (length < 2) return null;
  const begin = series.length - 10 * length;
  let [mean, squares] = [0, 0];
  for (let batch = 0; batch < 10; batch++) {
    let sum2 = 0;
    for (let i = 0; i < length; i++) sum2 += series[begin + batch * length + i];
    const gap = sum2 / length - mean;
    mean += gap / (batch + 1);
    squares += gap * (sum2 / length - mean);
  }
  return { mean, error: Math.sqrt(squares / 90) };
}
function relaxationTime(arrivalsPerTime, hold, connections) {
  const gap = Math.sqrt(connections / hold) - Math.sqrt(arrivalsPerTime);
  return gap <= 0 ? Number.POSITIVE_INFINITY : Math.max(hold, 1 / (gap * gap));
}

// src/run/warm-up.ts
var leastPoints = 40;
var slight = { seen: 0.01, floor: 0.05 };
function warmUpOf(scenario, { series, pools, classes }) {
  const { measureFrom, length } = scenario.run;
  const [from, all3] = [inSeconds(measureFrom), inSeconds(length)];
  const floorS = floorOf(scenario, pools, classes);
  const settled = Object.entries(series.pools).map(([pool3, one2]) => ({ pool: pool3, ...settlingOf(one2, series.everyS, from) }));
  const because = storyOf(scenario) ?? (settled.some((one2) => one2.grows) ? "overload" : null);
  const latest2 = settled.reduce((most, one2) => one2.atS !== null && (most?.atS ?? -1) < one2.atS ? one2 : most, null);
  const settledFromS = latest2?.atS ?? null;
  const said = { settledFromS, pool: latest2?.pool ?? null, floorS, wouldDoS: null };
  if (because !== null) return { verdict: "terminating", because, ...said };
  if (settled.some((one2) => one2.unsettled)) return { verdict: "unsettled", because, ...said };
  if ((settledFromS ?? 0) - from <= slight.seen * (all3 - from) && floorS - from <= slight.floor * (all3 - from)) return { verdict: "enough", because, ...said };
  const needed = Math.max(floorS, settledFromS ?? 0);
  return needed > all3 / 2 ? { verdict: "unsettled", because, ...said } : { verdict: "tooShort", because, ...said, wouldDoS: rounded(needed) };
}
function storyOf(scenario) {
  const { length } = scenario.run;
  if (scenario.incidents.length > 0) return "incidents";
  if (Object.values(scenario.cron).some((one2) => one2.ticks.some((tick) => tick < length))) return "cron";
  return Object.values(scenario.traffic).some((one2) => changes(one2, length)) ? "changingLoad" : null;
}
function changes({ arrivals, from, until }, length) {
  if (from > 0 || until < length || arrivals.kind === "trace") return true;
  return (arrivals.kind === "poisson" || arrivals.kind === "constant") && arrivals.rates.some((step2) => step2.from > 0 && step2.from < length);
}
function settlingOf({ active, pending }, everyS, fromS) {
  const inside = Float64Array.from(active, (lent, i) => (lent ?? 0) + (pending[i] ?? 0));
  const cut2 = inside.length < leastPoints ? null : mser5(inside);
  if (cut2 === null) return { atS: null, unsettled: false, grows: false };
  const kept2 = Math.min(inside.length, Math.ceil(fromS / everyS));
  const atS = cut2.leaveOut * everyS;
  if (cut2.leaveOut <= kept2 || !differs(inside, kept2, cut2.leaveOut)) return { atS: Math.min(atS, fromS), unsettled: false, grows: false };
  return { atS, unsettled: cut2.tooShort, grows: cut2.tooShort && growing(Array.from(pending, (one2) => one2 ?? 0)) };
}
function differs(inside, kept2, settled) {
  const rest2 = meanFrom(inside, settled);
  if (rest2 === null) return false;
  let sum2 = 0;
  for (let i = kept2; i < inside.length; i++) sum2 += inside[i] ?? 0;
  const gap = Math.abs(sum2 / (inside.length - kept2) - rest2.mean);
  const [early, late] = [settled - kept2, inside.length - settled];
  return gap > 0.02 * rest2.mean && gap > 3 * rest2.error * (early / (early + late)) * Math.sqrt(1 + late / early);
}
function growing(pending) {
  const quarter = Math.floor(pending.length / 4);
  const means = [0, 1, 2, 3].map((q) => pending.slice(q * quarter, (q + 1) * quarter).reduce((sum2, one2) => sum2 + one2, 0) / quarter);
  return means.every((mean, q) => q === 0 || mean > (means[q - 1] ?? 0)) && (means[3] ?? 0) >= 2 * (means[1] ?? 0);
}
function floorOf(scenario, pools, classes) {
  const measured3 = inSeconds(scenario.run.length) - inSeconds(scenario.run.measureFrom);
  const open = Object.values(scenario.traffic).every((one2) => one2.arrivals.kind !== "users");
  const queues = !open ? [] : Object.values(pools).map((pool3) => relaxationOf(pool3, measured3));
  const holds = Object.values(pools).map((pool3) => (pool3.holdMs.mean ?? 0) / 1e3);
  const patience = Object.values(pools).filter((pool3) => pool3.timeouts > 0).map((pool3) => (pool3.acquireTimeoutMs ?? 0) / 1e3);
  const breakers = Object.entries(scenario.traffic).map(([name, plan]) => (classes[name]?.failures.breakerOpen ?? 0) > 0 && plan.breaker !== null && plan.breaker.open < forever ? inSeconds(plan.breaker.open) : 0);
  return Number(Math.max(0, ...[...holds, ...patience, ...breakers].map((memory2) => 5 * memory2), ...queues.map((memory2) => Math.min(10 * memory2, inSeconds(scenario.run.length)))).toPrecision(3));
}
function relaxationOf({ max, instances, timeouts, holdMs, acquired }, measuredS) {
  if (max === null || timeouts > 0 || holdMs.mean === null || holdMs.mean === 0) return 0;
  const memory2 = relaxationTime(acquired / measuredS / instances, holdMs.mean / 1e3, max / instances);
  return Number.isFinite(memory2) ? memory2 : 0;
}
function rounded(s) {
  const round = [0.1, 0.5, ...[1, 2, 5, 10, 15, 20, 30], ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes2) => 60 * minutes2)];
  return round.find((one2) => one2 >= s) ?? 3600 * Math.ceil(s / 3600);
}

// src/run/run.ts
function runScenario(scenario, options2 = {}) {
  const { run, alerts } = scenario;
  const seed = options2.seed ?? run.seed;
  const every = finestEvery(alerts, run.every, run.length);
  const collector = new Collector({ measureFrom: run.measureFrom, length: run.length, every, alerts });
  const world = new World({ ...scenario, run: { ...run, every } }, seed, options2.replication ?? 0, collector);
  for (const [name, tracer] of Object.entries(options2.traces ?? {})) world.trace(name, tracer);
  const activity = [];
  const looksAt = [...new Set(options2.activityAt ?? [])].filter((at2) => at2 >= 0 && at2 <= run.length).sort((a, b) => a - b);
  world.run(options2.onProgress ?? null, { at: looksAt, look: () => void activity.push(activityResult(world)) });
  const { title, file, fingerprint, question, lookFor, answer, source } = scenario;
  const told = collector.result();
  const measured3 = {
    version: resultVersion,
    poolsim: version2,
    scenario: { title, file, fingerprint, question, lookFor, answer, source },
    seed,
    run: {
      startsAt: run.starts,
      zone: run.zone,
      lengthS: inSeconds(run.length),
      measureFromS: inSeconds(run.measureFrom),
      events: world.simulation.events,
      requests: world.life.begun
    },
    ...told,
    warmUp: warmUpOf(scenario, told),
    promises: [],
    claims: [],
    findings: [],
    assumptions: assumptionsOf(scenario),
    ...options2.activityAt === void 0 ? {} : { activity },
    host: null
  };
  return { ...measured3, promises: promisesOf(scenario.promises, measured3), claims: claimsOf(scenario.claims, measured3) };
}

// src/report/series.ts
function stretchOf(result, fromS, toS) {
  const { t, everyS } = result.series;
  const from = t.findIndex((end) => end > fromS);
  if (from < 0) return { from: Math.max(0, t.length - 1), to: t.length };
  const past = t.findIndex((end) => end - everyS >= toS);
  return { from, to: Math.max(from + 1, past < 0 ? t.length : past) };
}
var measured2 = (result) => stretchOf(result, result.run.measureFromS, result.run.lengthS);
function meanOf(series, { from, to }) {
  let sum2 = 0;
  let points = 0;
  for (let i = from; i < to; i++) {
    const value = series?.[i] ?? null;
    if (value === null) continue;
    sum2 += value;
    points++;
  }
  return points === 0 ? null : sum2 / points;
}
var peakOf = (series) => (series ?? []).reduce((most, value) => Math.max(most, value ?? 0), 0);
var lastOf = (series) => (series ?? []).findLast((value) => value !== null) ?? 0;
function sumOf(all3, points) {
  return Array.from({ length: points }, (_2, i) => all3.reduce((sum2, one2) => {
    const value = one2[i] ?? null;
    return value === null ? sum2 : (sum2 ?? 0) + value;
  }, null));
}
function goneOf(pool3) {
  const byHolder = sumOf([...Object.values(pool3.activeBy), pool3.leaked], pool3.active.length);
  return pool3.active.map((value, i) => value === null ? byHolder[i] ?? null : Math.max(value, byHolder[i] ?? 0));
}
var entries = (record2) => Object.entries(record2);

// src/report/findings/cause.ts
var starved = ["acquireTimeout", "poolExhausted", "queueFull"];
var failuresOf2 = (one2, kinds2) => kinds2.reduce((sum2, kind) => sum2 + (one2.failures[kind] ?? 0), 0);
function usersOf(result, pool3) {
  const series = result.series.pools[pool3];
  return entries(result.classes).filter(([name]) => series?.activeBy[name] !== void 0 || series?.pendingBy[name] !== void 0);
}
function adviceOf(tryNext3) {
  const at2 = tryNext3.lastIndexOf(": poolsim ");
  return at2 < 0 ? { says: tryNext3, line: null } : { says: tryNext3.slice(0, at2 + 1), line: tryNext3.slice(at2 + 2) };
}
function command(result, verb, ...words5) {
  const safe = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  return ["poolsim", verb, safe(result.scenario.file ?? "FILE"), ...words5.map((word) => word.startsWith("--") ? word : safe(word))].join(" ");
}
var sizeOptions = {
  hikaricp: "maximumPoolSize",
  "spring-boot": "maximum-pool-size",
  "tomcat-jdbc": "maxActive",
  dbcp2: "maxTotal",
  c3p0: "maxPoolSize",
  npgsql: "MaxPoolSize",
  sqlalchemy: "pool_size",
  psycopg2: "maxconn",
  psycopg3: "max_size",
  activerecord: "max_connections",
  rails: "RAILS_MAX_THREADS",
  prisma: "connection_limit",
  "go-database-sql": "MaxOpenConns",
  pgxpool: "MaxConns",
  r2d2: "max_size",
  sqlx: "max_connections",
  bb8: "max_size",
  deadpool: "max_size",
  mysql: "connectionLimit",
  mysql2: "connectionLimit",
  mariadb: "connectionLimit",
  pgbouncer: "default_pool_size"
};
var unsized = ["rds-proxy", "no-pool", "lambda", "django"];
var sizePath = (name, pool3) => `${pool3.kind === "pgbouncer" ? "poolers" : "pools"}.${name}.${sizeOptions[pool3.kind] ?? "max"}`;
function resize3(name, pool3, each) {
  if (unsized.includes(pool3.kind)) return [];
  const overflow2 = pool3.kind === "sqlalchemy" ? ["--set", `pools.${name}.max_overflow=0`] : [];
  return ["--set", `${sizePath(name, pool3)}=${each}`, ...overflow2];
}
var maxEach = (pool3) => pool3.max === null ? null : Math.max(1, Math.round(pool3.max / Math.max(1, pool3.instances)));
function largestEach(result, pool3) {
  const limit = result.databases[pool3.database]?.maxConnections ?? null;
  if (limit === null) return Number.POSITIVE_INFINITY;
  const all3 = entries(result.pools).filter(([, one2]) => one2.database === pool3.database).reduce((sum2, [, one2]) => sum2 + (one2.max ?? 0), 0);
  return Math.max(0, Math.floor((0.8 * limit - (all3 - (pool3.max ?? 0))) / Math.max(1, pool3.instances)));
}
var poolNamed = (name, pool3) => pool3.instances > 1 ? `${name} (${pool3.instances} instances)` : name;
var awayOf = (result, name) => result.timeline.find(({ kind, what }) => kind === "incident" && [`${name} down`, `${name} restarted`, `${name} crashed`].some((start) => what.startsWith(start)))?.what ?? null;

// src/report/clock.ts
var dayLength = 86400;
var weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
var months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function daysFromDate(year, month, day2) {
  const y2 = month <= 2 ? year - 1 : year;
  const era = Math.floor(y2 / 400);
  const yearOfEra = y2 - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day2 - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}
function dateFromDays(days) {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}
function secondsFromIso(text3) {
  const form = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?/.exec(text3);
  if (form === null) return 0;
  const [year, month, day2, hour2, minute2, second2] = form.slice(1).map((part) => Number(part ?? 0));
  return daysFromDate(year ?? 1970, month ?? 1, day2 ?? 1) * dayLength + (hour2 ?? 0) * 3600 + (minute2 ?? 0) * 60 + (second2 ?? 0);
}
var two = (n) => String(n).padStart(2, "0");
function clockOf(run) {
  const start = secondsFromIso(run.startsAt);
  const firstDay = Math.floor(start / dayLength);
  const severalDays = Math.floor((start + Math.max(0, run.lengthS - 1e-3)) / dayLength) > firstDay;
  const fine = run.lengthS < 120 ? 10 : 1;
  const time = (moment2) => {
    const ticks = Math.round((moment2 - Math.floor(moment2 / dayLength) * dayLength) * fine);
    const whole3 = Math.floor(ticks / fine);
    const tenths = fine === 1 || ticks % fine === 0 ? "" : `.${ticks % fine}`;
    return `${two(Math.floor(whole3 / 3600) % 24)}:${two(Math.floor(whole3 / 60) % 60)}:${two(whole3 % 60)}${tenths}`;
  };
  const dayName = (days, letters) => {
    const { month, day: day2 } = dateFromDays(days);
    const weekday = weekdays[(days % 7 + 7) % 7] ?? "";
    return `${weekday.slice(0, letters)} ${day2} ${(months[month - 1] ?? "").slice(0, letters)}`;
  };
  const dayOf = (moment2) => Math.floor(Math.round(moment2 * fine) / fine / dayLength);
  const at2 = (seconds2) => `${severalDays ? `${dayName(dayOf(start + seconds2), 3)} ` : ""}${time(start + seconds2)}`;
  return {
    severalDays,
    startMs: start * 1e3,
    at: at2,
    between: (fromS, toS) => at2(fromS) === at2(toS) ? at2(fromS) : `${at2(fromS)}\u2013${dayOf(start + fromS) === dayOf(start + toS) ? time(start + toS) : at2(toS)}`,
    day: (seconds2) => `${dayName(dayOf(start + seconds2))} ${dateFromDays(dayOf(start + seconds2)).year}`
  };
}

// src/report/wording.ts
function count2(n) {
  const size3 = Math.abs(n);
  if (size3 >= 1e10) return `${trimmed((n / 1e9).toFixed(1))}G`;
  if (size3 >= 1e7) return `${trimmed((n / 1e6).toFixed(1))}M`;
  return grouped(String(Math.round(n)));
}
var counted = (n, noun, plural2 = `${noun}s`) => `${count2(n)} ${Math.round(n) === 1 ? noun : plural2}`;
function level(x) {
  if (x === null) return "\u2013";
  const size3 = Math.abs(x);
  if (size3 >= 100) return count2(x);
  if (size3 === 0) return "0";
  return size3 < 5e-3 ? "<0.01" : trimmed(x.toFixed(size3 >= 10 ? 1 : 2));
}
function share2(x) {
  if (x === 0) return "0%";
  if (x > 0 && x < 1e-3) return "<0.1%";
  if (x < 1 && x > 0.999) return ">99.9%";
  return `${trimmed((x * 100).toFixed(Math.abs(x) >= 0.2 ? 0 : 1))}%`;
}
function list(words5) {
  return words5.length < 2 ? words5[0] ?? "" : `${words5.slice(0, -1).join(", ")} and ${words5[words5.length - 1]}`;
}
var oneLine = (text3) => text3.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();

// src/report/findings/alert-lead.ts
var alertLead = (result) => {
  const [first] = result.alerts.toSorted((a, b) => a.firedAtS - b.firedAtS);
  const [trouble] = result.windows.filter((window) => window.what === "failures").toSorted((a, b) => a.fromS - b.fromS);
  if (first === void 0) return [];
  const clock = clockOf(result.run);
  const fired = `Alert ${first.name} fired at ${clock.at(first.firedAtS)}`;
  const evidence2 = `${first.when}${first.resolvedAtS === null ? ", never resolved" : `, resolved at ${clock.at(first.resolvedAtS)}`}`;
  if (trouble === void 0) {
    return [{ id: "alert-lead", weight: 0, size: 0, text: `${fired}, and no request failed.`, evidence: evidence2, tryNext: "Fine if it is a warning; if it wakes someone, raise its limit or its duration." }];
  }
  const lead = trouble.fromS - first.firedAtS;
  if (lead > 0) {
    return [{ id: "alert-lead", weight: 0, size: 1, text: `${fired}, ${span14(lead)} before the first failure of ${trouble.of}.`, evidence: evidence2, tryNext: "Decide what can be done in that time, and write it beside the alert." }];
  }
  return [{
    id: "alert-lead",
    weight: 1,
    size: 1,
    text: `${fired}, ${span14(-lead)} after the first failure of ${trouble.of} (${clock.at(trouble.fromS)}): users knew first.`,
    evidence: evidence2,
    tryNext: 'Alert on waiting requests, for seconds: "waiting(POOL) > 0" for 10s fires before the first timeout when the acquire timeout is longer.'
  }];
};

// src/report/spells.ts
var exhaustedSpells = (result, pool3) => result.windows.filter((window) => window.what === "exhausted" && window.of === pool3).toSorted((a, b) => a.fromS - b.fromS);
var lengthOf = (spells) => spells.reduce((sum2, one2) => sum2 + one2.toS - one2.fromS, 0);
function limitsDuring(result, pool3, spells) {
  const { from, to } = stretchOf(result, spells[0]?.fromS ?? 0, spells.at(-1)?.toS ?? result.run.lengthS);
  const seen = (result.series.pools[pool3]?.max ?? []).slice(from, to).filter((limit) => limit !== null);
  if (seen.length > 0) return { least: Math.min(...seen), most: Math.max(...seen) };
  const max = result.pools[pool3]?.max ?? null;
  return max === null ? null : { least: max, most: max };
}
var limitsText = ({ least, most }) => least === most ? count2(most) : `${count2(least)} to ${count2(most)}`;

// src/report/findings/culprit.ts
var worthNaming = 0.15;
function heldMean(result, pool3, holder) {
  const series = result.series.pools[pool3]?.activeBy[holder];
  const spells = exhaustedSpells(result, pool3);
  let [weighed2, seconds2] = [0, 0];
  for (const { fromS, toS } of spells.length > 0 ? spells : [{ fromS: 0, toS: result.run.lengthS }]) {
    const mean = meanOf(series, stretchOf(result, fromS, toS));
    if (mean === null) continue;
    weighed2 += mean * (toS - fromS);
    seconds2 += toS - fromS;
  }
  return seconds2 === 0 ? null : weighed2 / seconds2;
}
function culpritOf(result, pool3) {
  const held2 = result.blame.filter((one2) => one2.pool === pool3);
  const all3 = held2.reduce((sum2, one2) => sum2 + one2.waitedS, 0);
  const waits = held2.filter((one2) => result.classes[one2.holder] !== void 0);
  const most = (some) => {
    const sums = /* @__PURE__ */ new Map();
    for (const one2 of some) sums.set(one2.holder, (sums.get(one2.holder) ?? 0) + one2.waitedS);
    const [first] = [...sums].toSorted((a, b) => b[1] - a[1]);
    return first === void 0 ? null : { holder: first[0], waitedS: first[1] };
  };
  const stranger = most(waits.filter((one2) => one2.holder !== one2.waiter));
  const named2 = stranger !== null && stranger.waitedS >= worthNaming * all3;
  const chosen2 = named2 ? stranger : most(waits);
  if (chosen2 === null || chosen2.waitedS < worthNaming * all3 || all3 <= 0) return null;
  const limits2 = limitsDuring(result, pool3, exhaustedSpells(result, pool3));
  return { holder: chosen2.holder, of: limits2 === null ? null : limitsText(limits2), share: chosen2.waitedS / all3, waitedS: all3, stranger: named2, held: heldMean(result, pool3, chosen2.holder) };
}

// src/report/findings/load.ts
function openClasses(result) {
  const names2 = result.assumptions.map((line) => /^open arrivals \((.*)\):/.exec(line)?.[1]).find((found11) => found11 !== void 0);
  return new Set(names2?.split(", ") ?? []);
}
var isClosed = (result, name) => result.classes[name]?.source === "cron" || !openClasses(result).has(name);
function unevenness(result, name) {
  const { from, to } = measured2(result);
  const counts2 = (result.series.classes[name]?.arrivedPerS ?? []).slice(from, to).map((perS) => (perS ?? 0) * result.series.everyS);
  const mean = counts2.reduce((sum2, n) => sum2 + n, 0) / Math.max(1, counts2.length);
  return mean === 0 ? Number.POSITIVE_INFINITY : counts2.reduce((sum2, n) => sum2 + (n - mean) ** 2, 0) / counts2.length / mean;
}
var steady2 = (of) => of < 0.05 || of > 0.6 && of < 1.5;
function steadyRate(result, name) {
  const one2 = result.classes[name];
  if (one2 === void 0 || one2.arrived === 0 || isClosed(result, name) || !steady2(unevenness(result, name))) return null;
  return one2.arrived / Math.max(1e-6, result.run.lengthS - result.run.measureFromS);
}
var rateWords = (name, rate2) => ["--set", `traffic.${name}.rate=${rate2 >= 10 ? Math.round(rate2) : Number(rate2.toPrecision(2))}/s`];
function lessOf(result, name) {
  const one2 = result.classes[name];
  if (one2 === void 0) return null;
  if (one2.source === "cron") {
    const alone = result.timeline.some((entry2) => entry2.kind === "cron" && entry2.what.startsWith(`${name}: 1 thread`));
    return alone ? null : ["--set", `cron.${name}.threads=1`];
  }
  if (isClosed(result, name)) return ["--set", `traffic.${name}.users=1`];
  const rate2 = steadyRate(result, name);
  return rate2 === null ? null : rateWords(name, rate2 / 10);
}
function moreLoad(result, pool3, factor) {
  const weight = (name) => pool3 === null ? result.classes[name]?.arrived ?? 0 : peakOf(result.series.pools[pool3]?.activeBy[name]);
  const [most] = entries(result.classes).filter(([name]) => steadyRate(result, name) !== null).toSorted((a, b) => weight(b[0]) - weight(a[0]));
  const rate2 = most === void 0 ? null : steadyRate(result, most[0]);
  return most === void 0 || rate2 === null ? null : command(result, "run", ...rateWords(most[0], rate2 * factor));
}

// src/report/findings/failover.ts
var movesOf = (result) => result.timeline.flatMap(({ kind, what, atS }) => {
  const said = /^(\S+) lost \(sessions (lost|blackholed)\), fail-over to (\S+)$/.exec(what);
  return kind !== "incident" || said === null ? [] : [{ atS, lost: said[1] ?? "", to: said[3] ?? "", silent: said[2] === "blackholed" }];
});
var soon = 60;
function down(result, { atS, to }) {
  const users = new Set(entries(result.pools).filter(([, pool3]) => pool3.database === to).flatMap(([name]) => Object.keys(result.series.pools[name]?.activeBy ?? {})));
  return result.windows.filter(({ what, of, fromS }) => what === "failures" && users.has(of) && fromS >= atS - 1 && fromS <= atS + soon);
}
function found2(result, move3) {
  const windows = down(result, move3);
  const longest3 = Math.max(0, ...windows.map(({ toS }) => toS - move3.atS));
  const failed = windows.reduce((sum2, one2) => sum2 + one2.count, 0);
  const lostWrites = result.databases[move3.to]?.replica?.lostWrites ?? 0;
  if (failed === 0 && lostWrites === 0) return null;
  const harm2 = failed === 0 ? "Nobody failed for it" : `${list(windows.map((one2) => `${counted(one2.count, `${one2.of} request`)} failed, the last ${span14(one2.toS - move3.atS)} after the loss`))}`;
  const why = move3.silent && longest3 > 0 ? `: whoever held a connection to ${move3.lost} waited for an answer that could not come, and kept its place in the pool meanwhile` : "";
  const writes = lostWrites === 0 ? "" : ` ${counted(lostWrites, "write")} had not reached ${move3.to} and ${lostWrites === 1 ? "is" : "are"} lost.`;
  return {
    id: `failover/${move3.lost}`,
    weight: failed > 0 || lostWrites > 0 ? 2 : 1,
    size: failed * 1.3 + lostWrites,
    text: `${move3.lost} was lost at ${clockOf(result.run).at(move3.atS)} and ${move3.to} took its place. ${harm2}${why}.${writes}`,
    evidence: `${count2(failed)} failures in ${counted(windows.length, "window")} that began within ${span14(soon)} of the loss`,
    tryNext: move3.silent && longest3 > soon ? `Have clients give up on silent connections (tcp_user_timeout, a socket timeout of the driver): ${command(result, "run", "--set", `databases.${move3.lost}.tcpTimeout=10s`)}` : "Try again with a pause (retry with backoff) for as long as the address takes to move, or have it move sooner."
  };
}
var failover3 = (result) => movesOf(result).map((move3) => found2(result, move3)).filter((one2) => one2 !== null);

// src/report/findings/nested.ts
var close = 0.5;
function stands(result, poolName, name, i) {
  const pool3 = result.series.pools[poolName];
  const one2 = result.series.classes[name];
  const limit = pool3?.max[i] ?? 0;
  const inside = Math.min(one2?.inside[i] ?? 0, one2?.inside[i - 1] ?? one2?.inside[i] ?? 0);
  const waiting2 = pool3?.pendingBy[name]?.[i] ?? 0;
  return limit > 0 && (pool3?.activeBy[name]?.[i] ?? 0) >= limit - 0.01 && waiting2 > 0 && waiting2 > inside - close && (one2?.servedPerS[i] ?? 0) === 0;
}
function standstillOf(result, poolName) {
  const { t, everyS } = result.series;
  const silentFrom = Math.min(...movesOf(result).filter(({ silent, to }) => silent && to === result.pools[poolName]?.database).map(({ atS }) => atS));
  let worst2 = null;
  for (const name of Object.keys(result.series.pools[poolName]?.activeBy ?? {})) {
    const stretches = [];
    let length = 0;
    for (let i = 0; i <= t.length; i++) {
      if (i < t.length && (t[i] ?? 0) < silentFrom && stands(result, poolName, name, i)) length++;
      else {
        if (length >= 2 && length * everyS >= 1) stretches.push({ fromS: (t[i - 1] ?? 0) - length * everyS, seconds: length * everyS });
        length = 0;
      }
    }
    const [longest3] = stretches.toSorted((a, b) => b.seconds - a.seconds);
    const seconds2 = stretches.reduce((sum2, one2) => sum2 + one2.seconds, 0);
    if (longest3 !== void 0 && seconds2 > (worst2?.seconds ?? 0)) worst2 = { name, times: stretches.length, seconds: seconds2, longest: longest3.seconds, fromS: stretches[0]?.fromS ?? 0 };
  }
  return worst2;
}
function advice(result, poolName, pool3, name) {
  const cure = "Use one connection per request: do the inner work on the connection already held, or before it is borrowed";
  if (!isClosed(result, name)) return `${cure}. No size is safe unless the requests at once are limited: it takes requests at once \xD7 (connections each \u2212 1) + 1.`;
  const floor = Math.ceil(peakOf(result.series.classes[name]?.inside) / Math.max(1, pool3.instances)) + 1;
  return `${cure}. Otherwise the size must be requests at once \xD7 (connections each \u2212 1) + 1, with two each ${count2(floor)}: ${command(result, "run", ...resize3(poolName, pool3, floor))}`;
}
function waitsForRows(result, pool3, name) {
  const rows = result.databases[pool3.database]?.rows ?? [];
  return rows.reduce((sum2, { behind }) => sum2 + behind.filter(({ waiter }) => waiter === name).reduce((part, { waitedS }) => part + waitedS, 0), 0);
}
function found3(result, poolName, pool3) {
  const still = standstillOf(result, poolName);
  const one2 = still === null ? void 0 : result.classes[still.name];
  if (still === null || one2 === void 0) return null;
  const { name, times: times2, seconds: seconds2, longest: longest3, fromS } = still;
  if (waitsForRows(result, pool3, name) > seconds2) return null;
  const at2 = clockOf(result.run).at(fromS);
  const when = times2 === 1 ? `For ${span14(seconds2)} from ${at2} on` : `${count2(times2)} times from ${at2} on, for ${span14(seconds2)} in all`;
  const failed = failuresOf2(one2, starved);
  const after = one2.failedAfterMs.p50 === null ? "" : ` after ${millis(one2.failedAfterMs.p50)}`;
  return {
    id: `standstill/${poolName}/${name}`,
    weight: 2,
    size: failed * 1.2 + pool3.pendingMax,
    text: `${when}, ${name} held every connection of ${poolName}, all its requests waited for one more, and not one was served: each needs a second connection while it keeps the first. ${failed > 0 ? `${counted(failed, "request")} failed for it${after}.` : "Nobody failed for it."}`,
    evidence: `up to ${count2(peakOf(result.series.pools[poolName]?.pendingBy[name]))} of ${counted(peakOf(result.series.classes[name]?.inside), `${name} request`)} waiting at once, longest standstill ${span14(longest3)}; ${share2(one2.failedShare)} failed`,
    tryNext: advice(result, poolName, pool3, name)
  };
}
var nested2 = (result) => entries(result.pools).map(([name, pool3]) => found3(result, name, pool3)).filter((one2) => one2 !== null);

// src/report/findings/starving.ts
var none2 = 0.1;
function starvingOf(result, name) {
  const [pool3, series] = [result.pools[name], result.series.pools[name]];
  if (pool3 === void 0 || series === void 0 || pool3.refused > 0) return null;
  const { from, to } = measured2(result);
  const points = Array.from({ length: Math.max(0, to - from) }, (_2, i) => from + i).filter((i) => {
    const there = (series.active[i] ?? 0) + (series.idle[i] ?? 0) + (series.leaked[i] ?? 0) + (series.opening[i] ?? 0);
    const room = (series.max[i] ?? Number.POSITIVE_INFINITY) - there >= pool3.instances * (1 - none2);
    return room && (series.pending[i] ?? 0) >= 1 - none2 && (series.idle[i] ?? 0) < none2 && (series.opening[i] ?? 0) < none2;
  });
  const [first] = points;
  if (first === void 0) return null;
  return {
    seconds: points.length * result.series.everyS,
    fromS: (result.series.t[first] ?? 0) - result.series.everyS,
    waiting: points.reduce((most, i) => Math.max(most, series.pendingMax[i] ?? 0), 0),
    open: points.reduce((sum2, i) => sum2 + (series.active[i] ?? 0) + (series.leaked[i] ?? 0), 0) / points.length
  };
}

// src/report/findings/story.ts
function harmedBy(result, name, pool3) {
  const elsewhere = pool3.timeouts === 0 && Object.entries(result.pools).some(([other, { timeouts }]) => other !== name && timeouts > 0);
  const counts2 = (one2) => failuresOf2(one2, elsewhere ? starved.filter((kind) => kind !== "acquireTimeout") : starved);
  return usersOf(result, name).map(([user, one2]) => ({ user, one: one2, failed: counts2(one2) })).filter(({ failed }) => failed > 0);
}
function harmText(harmed2) {
  return list(harmed2.map(({ user, one: one2, failed }) => {
    const after = (one2.failures.acquireTimeout ?? 0) === 0 || one2.failedAfterMs.p50 === null ? "" : ` after ${millis(one2.failedAfterMs.p50)}`;
    return `${counted(failed, `${user} request`)} failed${after}`;
  }));
}
function openMean(result, name, stretch = measured2(result)) {
  const series = result.series.pools[name];
  return series === void 0 ? null : meanOf(sumOf([series.active, series.idle, series.leaked], series.active.length), stretch);
}
var nearlyAll = 0.95;
var matters = 0.05;
function starvingMost(result, name) {
  const starving = starvingOf(result, name);
  return starving !== null && starving.seconds >= 1 && starving.seconds >= 0.5 * lengthOf(exhaustedSpells(result, name));
}
function storyOf2(result, name) {
  const pool3 = result.pools[name];
  if (pool3 === void 0) return null;
  const seconds2 = result.run.lengthS - result.run.measureFromS;
  if (harmedBy(result, name, pool3).length === 0 && lengthOf(exhaustedSpells(result, name)) < matters * seconds2) return null;
  const silenced = movesOf(result).filter(({ silent, to }) => silent && to === pool3.database);
  if (silenced.some(({ atS }) => exhaustedSpells(result, name).every(({ fromS }) => fromS >= atS - result.series.everyS))) return null;
  if (pool3.max !== null && pool3.leaked >= pool3.max / 2) return "leak";
  if (standstillOf(result, name) !== null) return "standstill";
  const open = openMean(result, name);
  if (starvingMost(result, name)) return "starved";
  return pool3.refused > 0 && pool3.max !== null && open !== null && open < nearlyAll * pool3.max ? "refused" : "exhausted";
}

// src/report/findings/blame.ts
function text2(result, name, { holder, share: part, held: held2, of }) {
  const one2 = result.classes[holder];
  const all3 = entries(result.classes).reduce((sum2, [, each]) => sum2 + each.arrived, 0);
  const heldText2 = held2 === null ? "" : `, which held ${level(Number(held2.toFixed(1)))}${of === null ? "" : ` of ${of}`} connections meanwhile`;
  return `${share2(part)} of all waiting in ${name} was behind ${holder}${heldText2}${one2 === void 0 ? "" : ` and made ${count2(one2.arrived)} of ${count2(all3)} requests`}.`;
}
var mostly = 0.3;
function found4(result, name, pool3) {
  const culprit = culpritOf(result, name);
  if (culprit === null || !culprit.stranger || culprit.waitedS < 1 || storyOf2(result, name) !== "exhausted") return null;
  const { holder } = culprit;
  const waiters = [...new Set(result.blame.filter((one3) => one3.pool === name && one3.waiter !== holder).map((one3) => one3.waiter))];
  const one2 = result.classes[holder];
  const failed = harmedBy(result, name, pool3).filter(({ user }) => user !== holder).reduce((sum2, each) => sum2 + each.failed, 0);
  const less = lessOf(result, holder);
  const apart = `Move ${holder} to a pool of its own or to a replica, or cut its holds short`;
  return {
    id: `held-by/${name}`,
    weight: failed > 0 ? 2 : 1,
    size: (failed || pool3.pendingMean) * (culprit.share >= mostly ? 1.1 : 0.5),
    text: text2(result, name, culprit),
    evidence: `${span14(culprit.waitedS)} of waiting, summed over requests of ${list(waiters)}${one2 === void 0 ? "" : `; ${holder} holds a connection for ${millis(one2.holdMs.p50)} (median)`}`,
    tryNext: less === null ? `${apart}.` : `${apart}. First see the run with less of it: ${command(result, "run", ...less)}`
  };
}
var blame = (result) => entries(result.pools).map(([name, pool3]) => found4(result, name, pool3)).filter((one2) => one2 !== null);

// src/report/findings/cliff.ts
var next = (line) => line === null ? "See where it falls: raise the load a little." : `See where it falls: ${line}`;
var cliff = (result) => [
  ...entries(result.pools).flatMap(([name, pool3]) => {
    if (pool3.max === null || pool3.utilisation < 0.8 || pool3.utilisation >= 0.98 || pool3.timeouts > 0 || pool3.leaked > 0 || storyOf2(result, name) !== null) return [];
    return [{
      id: `near-cliff/${name}`,
      weight: 1,
      size: pool3.utilisation * 100,
      text: `${name} was in use ${share2(pool3.utilisation)} on average and held, but holds only ${share2(1 / pool3.utilisation - 1)} longer (or that much more traffic) need all of it.`,
      evidence: `${level(pool3.activeMean)} of ${count2(pool3.max)} lent on average, up to ${count2(pool3.pendingMax)} waiting, wait p99 ${millis(pool3.acquireMs.p99)}`,
      tryNext: next(moreLoad(result, name, 1 / pool3.utilisation))
    }];
  }),
  ...entries(result.databases).flatMap(([name, one2]) => {
    if (one2.cores === null || one2.cpuUtilisation < 0.8 || one2.cpuUtilisation >= 0.9) return [];
    return [{
      id: `near-cliff/${name}`,
      weight: 1,
      size: one2.cpuUtilisation * 100,
      text: `${name} used ${share2(one2.cpuUtilisation)} of its ${counted(one2.cores, "core")}: near the end, times grow like 1 / (1 \u2212 load).`,
      evidence: `run queue ${level(one2.runQueueMean)} on average, ${count2(one2.runQueueMax)} at most`,
      tryNext: next(moreLoad(result, null, 1 / one2.cpuUtilisation))
    }];
  })
];

// src/report/findings/connecting.ts
var keepers = {
  sqlalchemy: (peak) => [["pool_size", peak], ["max_overflow", 0]],
  "go-database-sql": (peak) => [["MaxIdleConns", peak]],
  psycopg2: (peak) => [["minconn", peak]],
  dbcp2: (peak) => [["maxIdle", peak]],
  mysql2: (peak) => [["maxIdle", peak]]
};
var staysIdle = (result, name, pool3) => peakOf(result.series.pools[name]?.idle) >= 0.9 * pool3.activeMax;
function remedy(result, name, pool3) {
  const keeps = keepers[pool3.kind]?.(Math.ceil(pool3.activeMax / Math.max(1, pool3.instances)));
  if (staysIdle(result, name, pool3)) return "They lie idle until they are closed or dead: look at the idle limits and the lifetime of the pool, of the server and of what stands between them.";
  if (keeps === void 0) return `Keep more of them idle, and for longer: look at the idle limits and the lifetime among the options of ${pool3.kind}.`;
  return `Keep as many as the peak needs (${keeps.map(([option]) => option).join(", ")}): ${command(result, "run", ...keeps.flatMap(([option, to]) => ["--set", `pools.${name}.${option}=${to}`]))}`;
}
var connecting = (result) => entries(result.pools).flatMap(([name, pool3]) => {
  const churn = pool3.opened - (pool3.max ?? 0);
  if (pool3.acquired < 20 || churn < 0.1 * pool3.acquired) return [];
  const opening = meanOf(result.series.pools[name]?.opening, measured2(result)) ?? 0;
  const each = pool3.opened === 0 ? null : opening * (result.run.lengthS - result.run.measureFromS) * 1e3 / pool3.opened;
  const pooled2 = pool3.kind !== "no-pool";
  return [{
    id: `connecting/${name}`,
    weight: 1,
    size: churn,
    text: `${pooled2 ? "Connection churn: " : ""}${name} opened ${counted(pool3.opened, "connection")} for ${counted(pool3.acquired, "acquisition")} (${share2(Math.min(1, pool3.opened / pool3.acquired))}): ${!pooled2 ? "every request pays for opening" : staysIdle(result, name, pool3) ? "what lies idle does not live until it is needed" : "it closes what it will need again"}${each ? `, about ${millis(each)} each` : ""}.`,
    evidence: `${counted(pool3.closed, "connection")} closed, ${level(opening)} being opened on average`,
    tryNext: pooled2 ? remedy(result, name, pool3) : `Compare with a pool: ${command(result, "run", "--set", `pools.${name}={ kind: plain, database: ${JSON.stringify(pool3.database)} }`)}`
  }];
});

// src/report/findings/pooler.ts
var servers = ["postgresql", "mysql", "plain"];
var isPooler = (result, name) => Object.hasOwn(result.databases, name) && !servers.includes(result.databases[name]?.kind ?? "");
function full(result, name, one2) {
  if (one2.cores === null || one2.cpuUtilisation < 0.9 || one2.runQueueMean < 2) return [];
  const server2 = result.databases[result.pools[name]?.database ?? ""];
  const behind = server2 === void 0 ? "" : `, while ${result.pools[name]?.database} behind it was ${share2(server2.cpuUtilisation)} busy`;
  const perS = one2.statements / Math.max(1e-9, result.run.lengthS - result.run.measureFromS);
  return [{
    id: `pooler-saturated/${name}`,
    weight: one2.cpuUtilisation > 0.97 ? 2 : 1,
    size: one2.runQueueMean,
    text: `${name} was the bottleneck: its one core was ${share2(one2.cpuUtilisation)} busy with ${count2(Math.round(perS))} queries a second, and ${level(one2.runQueueMean)} stood in front of it on average${behind}.`,
    evidence: `up to ${counted(one2.runQueueMax, "query", "queries")} at once, ${counted(one2.sessionsMax, "client")}, contention took ${share2(one2.contentionLost)}`,
    tryNext: `More server connections cannot help. Run several side by side (so_reuseport) or ask it less often; see what half the cost would do: ${command(result, "run", "--set", `poolers.${name}.cpu=11us`)}`
  }];
}
function closed(result, name, one2) {
  if (one2.refused === 0 || one2.maxConnections === null) return [];
  const failed = entries(result.classes).map(([who, { failures }]) => ({ who, failed: failures.refused ?? 0 })).filter((each) => each.failed > 0);
  const enough = Math.max(one2.maxConnections * 2, entries(result.pools).filter(([, pool3]) => pool3.database === name).reduce((sum2, [, pool3]) => sum2 + (pool3.max ?? 0), 0));
  return [{
    id: `pooler-refused/${name}`,
    weight: failed.length > 0 ? 2 : 1,
    size: failed.reduce((sum2, each) => sum2 + each.failed, 0) * 1.2 + one2.refused,
    text: `${name} turned ${counted(one2.refused, "client")} away: it admits ${count2(one2.maxConnections)}${failed.length === 0 ? "" : `; ${list(failed.map((each) => `${counted(each.failed, `${each.who} request`)} failed for it`))}`}.`,
    evidence: `on average ${level(one2.sessionsMean)} clients`,
    tryNext: one2.kind === "pgbouncer" ? `Clients are cheap there: ${command(result, "run", "--set", `poolers.${name}.max_client_conn=${enough}`)}` : `Open fewer client connections: ${command(result, "lint")}`
  }];
}
var pooler = (result) => entries(result.databases).filter(([name]) => isPooler(result, name)).flatMap(([name, one2]) => [...full(result, name, one2), ...closed(result, name, one2)]);

// src/report/findings/database.ts
var saturated = (one2) => one2 !== void 0 && one2.cores !== null && one2.cpuUtilisation >= 0.9 && one2.runQueueMean >= 1.25 * one2.cores;
var noticeable = 0.05;
var ofAll = 0.01;
var starvedBy = (result) => entries(result.classes).reduce((sum2, [, one2]) => sum2 + failuresOf2(one2, [...starved, "clientGaveUp", "statementTimeout"]), 0);
var databaseSaturated = (result) => entries(result.databases).flatMap(([name, one2]) => {
  if (one2.cores === null || !saturated(one2) || isPooler(result, name)) return [];
  const crowd2 = one2.runQueueMean / one2.cores;
  return [{
    id: `database-saturated/${name}`,
    weight: starvedBy(result) > 0 && one2.cpuUtilisation > 0.97 && crowd2 >= 2 ? 2 : 1,
    size: starvedBy(result) * 1.2 + crowd2,
    text: `${name} was saturated: on average ${level(one2.runQueueMean)} statements shared ${counted(one2.cores, "core")} (up to ${count2(one2.runQueueMax)}), so each ran ${level(crowd2)} times slower than alone. More connections cannot help.`,
    evidence: `cpu ${share2(one2.cpuUtilisation)}, run queue ${level(one2.runQueueMean)} on ${counted(one2.cores, "core")}, contention took ${share2(one2.contentionLost)} of the capacity in use (law: ${one2.contention})`,
    tryNext: `Let fewer in at once, or make the work smaller; compare with more cores: ${command(result, "run", "--set", `databases.${name}.cores=${one2.cores * 2}`)}`
  }];
});
var contention = (result) => entries(result.databases).flatMap(([name, one2]) => {
  if (one2.contentionLost < noticeable || one2.contentionLost * one2.cpuUtilisation < ofAll || saturated(one2) || isPooler(result, name)) return [];
  return [{
    id: `contention/${name}`,
    weight: starvedBy(result) > 0 && one2.contentionLost >= 0.3 ? 2 : 1,
    size: starvedBy(result) * 1.1 * Math.min(1, one2.contentionLost * 2) + one2.contentionLost,
    text: `Statements running at once cost ${name} ${share2(one2.contentionLost)} of the capacity in use (law: ${one2.contention}).`,
    evidence: `run queue ${level(one2.runQueueMean)} on average, ${count2(one2.runQueueMax)} at most${one2.cores === null ? "" : `, on ${counted(one2.cores, "core")}`}`,
    tryNext: `See how much of this result is that law: ${command(result, "run", "--set", `databases.${name}.contention=none`)}`
  }];
});

// src/report/findings/disks.ts
var crowd = 1.25;
var longS = 5;
function disksDuring(result, database4, spells) {
  const series = result.series.databases[database4];
  let [queueSum, channelSum, seconds2] = [0, 0, 0];
  for (const { fromS, toS } of spells) {
    const stretch = stretchOf(result, fromS, toS);
    const [queue, channels] = [meanOf(series?.diskQueue, stretch), meanOf(series?.disks, stretch)];
    if (queue === null || channels === null) continue;
    queueSum += queue * (toS - fromS);
    channelSum += channels * (toS - fromS);
    seconds2 += toS - fromS;
  }
  return seconds2 === 0 ? null : { queue: queueSum / seconds2, channels: channelSum / seconds2, full: queueSum >= crowd * channelSum };
}
function holderOf(result, database4, points) {
  const held2 = /* @__PURE__ */ new Map();
  for (const [name, pool3] of entries(result.pools)) {
    if (pool3.database !== database4) continue;
    for (const [user, series] of entries(result.series.pools[name]?.activeBy ?? {})) held2.set(user, points.reduce((sum2, i) => sum2 + (series[i] ?? 0), held2.get(user) ?? 0));
  }
  const [most] = [...held2].toSorted((a, b) => b[1] - a[1]);
  return most === void 0 || most[1] === 0 ? null : most[0];
}
var disksFull = (result) => entries(result.databases).flatMap(([name, { disks }]) => {
  const series = result.series.databases[name];
  if (disks === void 0 || series?.diskQueue === void 0) return [];
  const { from, to } = measured2(result);
  const points = series.diskQueue.flatMap((queue, i) => i >= from && i < to && (queue ?? 0) >= crowd * (series.disks?.[i] ?? Number.POSITIVE_INFINITY) ? [i] : []);
  const seconds2 = points.length * result.series.everyS;
  if (seconds2 < longS) return [];
  const most = peakOf(points.map((i) => series.diskQueue?.[i] ?? null));
  const holder = holderOf(result, name, points);
  const failed = entries(result.classes).reduce((sum2, [, one2]) => sum2 + failuresOf2(one2, [...starved, "clientGaveUp", "statementTimeout"]), 0);
  return [{
    id: `disks-full/${name}`,
    weight: failed > 0 ? 2 : 1,
    size: failed * 1.3 + most / disks.channels,
    text: `The disks of ${name} had more to do than they carry for ${span14(seconds2)}: up to ${level(most)} reads and writes shared ${counted(disks.channels, "channel")}, so each took up to ${level(most / disks.channels)} times as long as alone.${holder === null ? "" : ` ${holder} held most connections meanwhile.`}`,
    evidence: `channels in use ${share2(disks.utilisation)} of the time, ${level(disks.queueMean)} reads and writes on average, cpu ${share2(result.databases[name]?.cpuUtilisation ?? 0)}`,
    tryNext: `Spread that work over more time, or move it elsewhere; compare with more channels: ${command(result, "run", "--set", `databases.${name}.disks=${disks.channels * 2}`)}`
  }];
});

// src/report/findings/exhaustion.ts
function spellsText(result, spells) {
  const clock = clockOf(result.run);
  const [first, last] = [spells[0], spells.at(-1)];
  if (first === void 0 || last === void 0) return "Now and then";
  if (clock.at(first.fromS) === clock.at(last.toS)) return `At ${clock.at(first.fromS)}`;
  if (spells.length === 1) return `From ${clock.at(first.fromS)} to ${clock.at(first.toS)}`;
  return `In ${count2(spells.length)} spells between ${clock.at(first.fromS)} and ${clock.at(last.toS)} (${span14(lengthOf(spells))} in all)`;
}
function fewOpen(result, name, spells, stretch) {
  const open = openMean(result, name, stretch);
  return spells.length > 0 && open !== null && open < nearlyAll * (limitsDuring(result, name, spells)?.least ?? 0) ? open : null;
}
function emptyText(result, name, pool3, spells, stretch) {
  const limits2 = limitsDuring(result, name, spells);
  const series = result.series.pools[name];
  if (limits2 === null || series === void 0) return `${name} had nothing left to lend`;
  const open = fewOpen(result, name, spells, stretch);
  if (open !== null) return `${poolNamed(name, pool3)} had nothing to lend, with ${level(open)} of ${limitsText(limits2)} connections open`;
  const most = peakOf(goneOf(series).slice(stretch.from, stretch.to));
  if (pool3.instances > 1 && most < nearlyAll * limits2.least) return `some of the ${pool3.instances} instances of ${name} had all their connections lent (at most ${level(most)} of ${limitsText(limits2)} over all)`;
  return `${poolNamed(name, pool3)} had all ${limitsText(limits2)} connections lent`;
}
function busyDuring(result, database4, spells) {
  const series = result.series.databases[database4];
  let [busySum, coreSum, seconds2] = [0, 0, 0];
  for (const { fromS, toS } of spells) {
    const stretch = stretchOf(result, fromS, toS);
    const busy2 = meanOf(series?.busyCores, stretch);
    const cores3 = meanOf(series?.cores, stretch);
    if (busy2 === null || cores3 === null) continue;
    busySum += busy2 * (toS - fromS);
    coreSum += cores3 * (toS - fromS);
    seconds2 += toS - fromS;
  }
  return seconds2 === 0 || coreSum === 0 ? null : { busy: busySum / seconds2, cores: coreSum / seconds2 };
}
var idle = 0.5;
var mostlyInLine = 0.5;
function inLineOf(result, database4) {
  const lent = entries(result.pools).filter(([, pool3]) => pool3.database === database4).reduce((sum2, [, pool3]) => sum2 + pool3.activeMean, 0);
  return lent <= 0 ? 0 : Math.min(1, (result.databases[database4]?.lockWaitingMean ?? 0) / lent);
}
function bigger(result, name, pool3, wanted2) {
  const each = Math.min(wanted2, largestEach(result, pool3));
  return each > (maxEach(pool3) ?? Number.POSITIVE_INFINITY) ? resize3(name, pool3, each) : null;
}
function allAtOnce(result, pool3, harmed2) {
  const hurried = harmed2.length > 0 && harmed2.every(({ user, one: one2 }) => (one2.failures.poolExhausted ?? 0) > 0 && isClosed(result, user));
  return hurried ? Math.ceil(harmed2.reduce((sum2, { user }) => sum2 + peakOf(result.series.classes[user]?.inside), 0) / pool3.instances) : null;
}
function tryNext(result, name, pool3, { harmed: harmed2, busyShare, short, inLine, disksFull: disksFull2 }) {
  const each = maxEach(pool3) ?? 10;
  const database4 = result.databases[pool3.database];
  if (saturated(database4)) {
    const near = Math.max(1, Math.ceil(2 * (database4?.cores ?? 1) / pool3.instances));
    const words5 = "The database behind it is the limit: a bigger pool only moves the line into it";
    return near >= each ? `${words5}.` : `${words5}. Test one nearer to its cores: ${command(result, "run", ...resize3(name, pool3, near))}`;
  }
  if (inLine >= mostlyInLine) {
    const cure = (database4?.deadlocks ?? 0) > 0 ? ": first the deadlocks, which keep it locked until the server finds them." : ". Let transactions keep it for less: lock it last, and nothing slow between that and the commit.";
    return `More connections only lengthen the line for the row${cure}`;
  }
  if (disksFull2) return "The disks behind it are the limit: more connections only share them among more. See what else reads and writes at that time.";
  if (short) return "Look on the timeline for what kept it from opening the connections it may have, before its size.";
  const atOnce = allAtOnce(result, pool3, harmed2);
  const more = bigger(result, name, pool3, atOnce ?? each * 2);
  const stranger = culpritOf(result, name)?.stranger === true;
  const holds = busyShare !== null && busyShare < idle && !stranger ? "Shorten the holds: calls, thinking and slow reads out of them. " : "";
  if (more === null) return `${holds}The server has no room for a bigger pool${holds === "" ? ": shorten the holds, or take less load." : "."}`;
  if (atOnce !== null) return `This pool has no line: who finds it empty fails at once. Test a size for all that come together: ${command(result, "run", ...more)}`;
  return `${holds}A bigger pool is the thing to test, not to trust: ${command(result, "run", ...more)}`;
}
function evidence(result, name, pool3, harmed2) {
  const owner = culpritOf(result, name);
  const atOnce = harmed2.reduce((sum2, { one: one2 }) => sum2 + (one2.failures.poolExhausted ?? 0) + (one2.failures.queueFull ?? 0), 0);
  return [
    ...pool3.exhaustedShare > 0 ? [`exhausted ${share2(pool3.exhaustedShare)} of the time`] : [],
    `utilisation ${share2(pool3.utilisation)}`,
    ...pool3.timeouts > 0 ? [counted(pool3.timeouts, "acquire timeout")] : [],
    ...atOnce > 0 ? [`${count2(atOnce)} turned away at once`] : [],
    `wait p99 ${millis(pool3.acquireMs.p99)} of those who got one`,
    ...owner !== null && !owner.stranger ? [`${share2(owner.share)} of the waiting was of ${owner.holder} behind itself`] : []
  ].join(", ");
}
function found5(result, name, pool3) {
  if (storyOf2(result, name) !== "exhausted") return null;
  const harmed2 = harmedBy(result, name, pool3);
  if (harmed2.length === 0 && saturated(result.databases[pool3.database])) return null;
  const spells = exhaustedSpells(result, name);
  const told = spells.length > 0 ? spells : result.windows.filter((window) => window.what === "failures" && harmed2.some(({ user }) => user === window.of));
  const stretch = stretchOf(result, told[0]?.fromS ?? 0, told.at(-1)?.toS ?? result.run.lengthS);
  const load = busyDuring(result, pool3.database, spells);
  const busyShare = load === null ? null : load.busy / load.cores;
  const inLine = inLineOf(result, pool3.database);
  const disks = disksDuring(result, pool3.database, told);
  const meanwhile = load === null || busyShare === null || busyShare >= idle || saturated(result.databases[pool3.database]) ? "" : ` Meanwhile ${pool3.database} used ${level(load.busy)} of its ${counted(load.cores, "core")} (${share2(busyShare)}): the connections were held, ${inLine >= mostlyInLine ? `and ${share2(inLine)} of them waited for rows` : disks?.full ? `and waited for its disks: ${level(disks.queue)} reads and writes shared ${counted(disks.channels, "channel")}` : "not working"}.`;
  const size3 = harmed2.reduce((sum2, { failed }) => sum2 + failed, 0);
  const waited = pool3.pendingMax > 0 ? ` and up to ${counted(pool3.pendingMax, "request")} waiting` : "";
  return {
    id: `pool-exhausted/${name}`,
    weight: size3 > 0 ? 2 : 1,
    size: size3 || pool3.pendingMean,
    text: `${spellsText(result, told)} ${emptyText(result, name, pool3, spells, stretch)}${waited}; ${size3 > 0 ? harmText(harmed2) : "nobody failed for it"}.${meanwhile}`,
    evidence: evidence(result, name, pool3, harmed2),
    tryNext: tryNext(result, name, pool3, { harmed: harmed2, busyShare, short: fewOpen(result, name, spells, stretch) !== null, inLine, disksFull: disks?.full === true })
  };
}
var exhaustion = (result) => entries(result.pools).map(([name, pool3]) => found5(result, name, pool3)).filter((one2) => one2 !== null);

// src/report/findings/herd.ts
var much = 0.1;
function herdOf(result, name) {
  const [pool3, series] = [result.pools[name], result.series.pools[name]];
  if (pool3 === void 0 || series === void 0) return null;
  const { from, to } = measured2(result);
  const { everyS, t } = result.series;
  const open = (i) => (series.active[i] ?? 0) + (series.idle[i] ?? 0) + (series.leaked[i] ?? 0);
  const allOpening = series.opening.slice(from, to).reduce((sum2, value) => sum2 + (value ?? 0), 0);
  for (let i = from + 1; i < to - 1; i++) {
    const [before, missing, opening] = [open(i - 1), open(i - 1) - open(i), series.opening[i] ?? 0];
    const told = result.timeline.some(({ kind, atS }) => kind === "incident" && atS <= (t[i] ?? 0) && atS >= (t[i] ?? 0) - 3 * everyS);
    const dip = before >= 5 && missing >= much * before && open(i + 1) >= 0.95 * before && (series.active[i] ?? 0) <= 1.1 * (series.active[i - 1] ?? 0);
    if (dip && !told && opening >= much * before * 0.5 && opening >= 0.3 * allOpening && pool3.closed >= before / 2) return { atS: (t[i] ?? 0) - everyS, before, missing, opening };
  }
  return null;
}
var spreads = { pgxpool: ["MaxConnLifetimeJitter", "10m"], hikaricp: ["version", "6.3"], "spring-boot": ["version", "6.3"] };
function remedy2(result, name, pool3) {
  const option = spreads[pool3.kind];
  return option === void 0 ? "Spread the lifetimes: a jitter where the library has one, another lifetime in each instance, or a start in which they do not open together." : `Spread the lifetimes (${option.join(" ")}): ${command(result, "run", "--set", `pools.${name}.${option.join("=")}`)}`;
}
var herd = (result) => entries(result.pools).flatMap(([name, pool3]) => {
  const found11 = herdOf(result, name);
  if (found11 === null) return [];
  const { everyS } = result.series;
  const failed = result.windows.filter(({ what, of, fromS, toS }) => what === "failures" && result.series.pools[name]?.activeBy[of] !== void 0 && fromS <= found11.atS + 2 * everyS && toS >= found11.atS);
  const harmed2 = failed.reduce((sum2, window) => sum2 + window.count, 0);
  const outcome = harmed2 === 0 ? "nobody failed for it" : `${list(failed.map((window) => counted(window.count, `${window.of} request`)))} failed then`;
  return [{
    id: `herd/${name}`,
    weight: harmed2 > 0 ? 2 : 1,
    size: harmed2 + 1,
    text: `Reconnect herd: at ${clockOf(result.run).at(found11.atS)} much of ${name} went and was opened anew within ${span14(everyS)}, on average ${share2(found11.missing / found11.before)} of its ${count2(found11.before)} connections missing meanwhile, and nothing on the timeline says why: connections that were opened together grow old together; ${outcome}.`,
    evidence: `${level(found11.opening)} being opened on average in that interval; ${count2(pool3.opened)} opened and ${count2(pool3.closed)} closed in the whole run`,
    tryNext: remedy2(result, name, pool3)
  }];
});

// src/report/findings/hot-row.ts
var mostly2 = 0.3;
var busy = 0.9;
var secondsOf = (one2) => (one2?.holdMs.mean ?? 0) * (one2?.holdMs.count ?? 0) / 1e3;
function waiterOf(result, { behind }) {
  const names2 = [...new Set(behind.map(({ waiter }) => waiter))];
  const each = names2.map((name) => {
    const waitedS = behind.filter(({ waiter }) => waiter === name).reduce((sum2, one2) => sum2 + one2.waitedS, 0);
    return { name, waitedS, part: waitedS / Math.max(waitedS, secondsOf(result.classes[name])) };
  });
  return each.toSorted((a, b) => b.waitedS - a.waitedS)[0] ?? { name: "", waitedS: 0, part: 0 };
}
function found6(result, name, database4, row) {
  const waiter = waiterOf(result, row);
  if (waiter.part < mostly2 || row.waitedS < 1) return null;
  const first = row.behind[0];
  const stranger = first !== void 0 && first.holder !== waiter.name && first.waitedS > 0.5 * row.waitedS ? first.holder : null;
  if (stranger === null && database4.deadlocks > 0) return null;
  const measuredS = result.run.lengthS - result.run.measureFromS;
  const used = row.holds * (row.holdMsMean ?? 0) / 1e3 / measuredS;
  const alone = used >= busy && used <= 1.05;
  const most = alone && row.holdMsMean !== null ? ` It was held ${share2(Math.min(1, used))} of the time, for ${millis(row.holdMsMean)} each: no more than ${count2(1e3 / row.holdMsMean)} transactions a second can have it, whatever the pool and the cores.` : "";
  const whose = stranger === null ? "" : ` ${share2(first === void 0 ? 0 : first.waitedS / row.waitedS)} of that was behind ${stranger}, which kept it meanwhile.`;
  const one2 = {
    id: `hot-row/${name}/${row.row}`,
    weight: waiter.part >= 0.5 ? 2 : 1,
    size: row.waits,
    text: `${share2(waiter.part)} of the time for which ${waiter.name} held connections was waiting for row ${row.row} of ${name}.${whose}${most}`,
    evidence: `${counted(row.waits, "wait")}, ${span14(row.waitedS)} in all, up to ${count2(database4.lockWaitingMax)} at once; held ${counted(row.holds, "time")} for ${millis(row.holdMsMean)} on average`,
    tryNext: stranger === null ? "Take the row last in the transaction, so that it is kept for less; or spread it over several rows that are summed up when read." : `Let ${stranger} end its transaction before it does anything else; idle_in_transaction_session_timeout and transaction_timeout end those that do not.`
  };
  return { found: one2, subject: `row ${row.row} of ${name}`, byStranger: stranger !== null };
}
function together(all3) {
  const [first, ...rest2] = all3.toSorted((a, b) => b.found.weight - a.found.weight || b.found.size - a.found.size);
  if (first === void 0) return [];
  return [rest2.length === 0 ? first.found : { ...first.found, text: `${first.found.text} The same goes for ${list(rest2.map(({ subject }) => subject))}.` }];
}
var hotRow = (result) => {
  const all3 = entries(result.databases).flatMap(([name, database4]) => database4.rows.map((row) => found6(result, name, database4, row)).filter((one2) => one2 !== null));
  return [...all3.filter(({ byStranger }) => byStranger).map((one2) => one2.found), ...together(all3.filter(({ byStranger }) => !byStranger))];
};

// src/report/findings/leak.ts
function course(result, name, pool3) {
  const { t, everyS } = result.series;
  const leaked = result.series.pools[name]?.leaked ?? [];
  const beginOf = (i) => i < 0 ? 0 : Math.max(0, (t[i] ?? 0) - everyS);
  const most = leaked.reduce((high, value) => Math.max(high, value ?? 0), 0);
  return {
    fromS: beginOf(leaked.findIndex((value) => (value ?? 0) > 0)),
    toS: beginOf(leaked.findIndex((value) => (value ?? 0) > most - 0.99)),
    dry: pool3.max !== null && most >= pool3.max - 0.5,
    climbs: leaked.every((value, i) => i === 0 || (value ?? 0) >= (leaked[i - 1] ?? 0) - 1e-9)
  };
}
function found7(result, name, pool3) {
  if (pool3.leaked === 0) return null;
  const clock = clockOf(result.run);
  const { fromS, toS, dry, climbs } = course(result, name, pool3);
  const everyS = pool3.leaked > 1 && toS > fromS ? (toS - fromS) / (pool3.leaked - 1) : result.run.lengthS - fromS;
  const harmed2 = harmedBy(result, name, pool3);
  const failed = harmed2.reduce((sum2, one2) => sum2 + one2.failed, 0);
  const left = pool3.max === null ? null : (pool3.max - pool3.leaked) * everyS;
  const end = dry ? ` At ${clock.at(toS)} nothing was left to lend${failed > 0 ? `; ${harmText(harmed2)}` : ""}.` : left === null ? "" : ` At this rate nothing is left to lend ${span14(left)} after the last of them.`;
  const kept2 = climbs ? "The count climbs and never drops: a leak, not a pool that is too small." : `${count2(lastOf(result.series.pools[name]?.leaked))} of them were missing at the end.`;
  const more = Math.min((maxEach(pool3) ?? 10) * 2, largestEach(result, pool3));
  const words5 = "Find the path that does not give back (a leak detector names the thread)";
  return {
    id: `leak/${name}`,
    weight: failed > 0 || dry ? 2 : 1,
    size: failed * 1.2 + pool3.leaked,
    text: `${name} lost ${pool3.max === null ? counted(pool3.leaked, "connection") : `${count2(pool3.leaked)} of its ${counted(pool3.max, "connection")}`} to borrowers that never gave them back.${end} ${kept2}`,
    evidence: `${pool3.leaked === 1 ? "one lost" : `one lost every ${span14(everyS)}`} since ${clock.at(fromS)} (${level(3600 / everyS)} an hour), ${counted(pool3.timeouts, "acquire timeout")}`,
    tryNext: more <= (maxEach(pool3) ?? more) ? `${words5}.` : `${words5}. A bigger pool only buys ${span14(everyS)} for each connection; test it: ${command(result, "run", ...resize3(name, pool3, more))}`
  };
}
var leak4 = (result) => entries(result.pools).map(([name, pool3]) => found7(result, name, pool3)).filter((one2) => one2 !== null);

// src/report/findings/limits.ts
var productText = ([name, pool3]) => pool3.max === null ? `${name} without limit` : pool3.instances > 1 ? `${name} ${pool3.instances} \xD7 ${maxEach(pool3)} = ${count2(pool3.max)}` : `${name} ${count2(pool3.max)}`;
var advised = 0.8;
function tryNext2(result, limit, pools, asked) {
  const sized2 = pools.filter(([, pool3]) => pool3.max !== null);
  const words5 = sized2.flatMap(([name, pool3]) => {
    const fair = Math.max(1, Math.floor(advised * limit * (pool3.max ?? 1) / asked / Math.max(1, pool3.instances)));
    return fair < (maxEach(pool3) ?? 0) ? resize3(name, pool3, fair) : [];
  });
  if (words5.length > 0 && Number.isFinite(asked)) return `Give each instance fewer, so that all stay below 80% of the limit, or put a pooler in between: ${command(result, "run", ...words5)}`;
  return `Find out who else opens sessions (instances that overlap, pools without a limit), or put a pooler in between: ${command(result, "lint")}`;
}
function granted(result, name, limit) {
  const most = Math.floor(peakOf(result.series.databases[name]?.sessions));
  return most < limit && most >= 0.9 * limit ? `${count2(most)} of its limit of ${count2(limit)}` : `at most ${count2(limit)}`;
}
function harm(result, pools) {
  const heard = entries(result.classes).map(([name, one2]) => ({ name, failed: one2.failures.refused ?? 0 })).filter(({ failed: failed2 }) => failed2 > 0);
  const short = pools.filter(([name]) => storyOf2(result, name) === "refused");
  const waited = short.flatMap(([name, pool3]) => harmedBy(result, name, pool3));
  const idle2 = short.reduce((sum2, [name, pool3]) => sum2 + Math.max(0, (openMean(result, name) ?? 0) - pool3.activeMean - pool3.leaked), 0);
  const said = [
    ...heard.map(({ name, failed: failed2 }) => `${counted(failed2, `${name} request`)} failed for it`),
    ...waited.map(({ user, failed: failed2 }) => `${counted(failed2, `${user} request`)} waited in vain for a connection that would not open`)
  ];
  const spare = short.length > 0 && idle2 >= 1 ? `, while ${level(Number(idle2.toFixed(0)))} lay idle in other instances` : "";
  const failed = heard.reduce((sum2, one2) => sum2 + one2.failed, 0) + waited.reduce((sum2, one2) => sum2 + one2.failed, 0);
  return { failed, text: said.length === 0 ? "no request failed for it" : `${list(said)}${spare}` };
}
function away(result, name, refused2, because) {
  const heard = entries(result.classes).map(([user, one2]) => ({ user, failed: one2.failures.refused ?? 0 })).filter(({ failed: failed2 }) => failed2 > 0);
  const failed = heard.reduce((sum2, one2) => sum2 + one2.failed, 0);
  return {
    id: `away/${name}`,
    weight: failed > 0 ? 2 : 1,
    size: failed + refused2 * 0.01,
    text: `${name} refused ${counted(refused2, "connection")} while it was away (${because}); ${failed === 0 ? "no request failed for it" : list(heard.map((one2) => `${counted(one2.failed, `${one2.user} request`)} failed for it`))}.`,
    evidence: "its limit of sessions was not near",
    tryNext: "Try again with a pause (retry with backoff) for as long as the server is usually away."
  };
}
function found8(result, name, one2) {
  const limit = one2.maxConnections;
  if (limit === null || isPooler(result, name)) return null;
  const pools = entries(result.pools).filter(([, pool3]) => pool3.database === name);
  const asked = pools.reduce((sum2, [, pool3]) => sum2 + (pool3.max ?? Number.POSITIVE_INFINITY), 0);
  const bound = asked === Number.POSITIVE_INFINITY ? "any number of" : `up to ${count2(asked)}`;
  if (one2.refused > 0 && one2.sessionsMax < advised * limit && movesOf(result).some(({ lost }) => lost === name)) return null;
  const because = one2.refused > 0 && one2.sessionsMax < advised * limit ? awayOf(result, name) : null;
  if (because !== null) return away(result, name, one2.refused, because);
  if (one2.refused > 0) {
    const { failed, text: text3 } = harm(result, pools);
    return {
      id: `refused/${name}`,
      weight: failed > 0 ? 2 : 1,
      size: failed * 1.2 + one2.refused,
      text: `${name} refused ${counted(one2.refused, "connection")}: its pools may open ${bound} sessions (${list(pools.map(productText))}), it grants ${granted(result, name, limit)}; ${text3}.`,
      evidence: `on average ${level(one2.sessionsMean)} sessions of ${count2(limit)}, of which ${level(pools.reduce((sum2, [, pool3]) => sum2 + pool3.activeMean, 0))} were lent`,
      tryNext: tryNext2(result, limit, pools, asked)
    };
  }
  if (asked <= limit && one2.sessionsMax <= 0.9 * limit) return null;
  if (asked === Number.POSITIVE_INFINITY && one2.sessionsMax <= advised * limit) return null;
  return {
    id: `near-limit/${name}`,
    weight: 1,
    size: Math.min(asked, 1e6) / limit,
    text: asked > limit ? `The pools of ${name} may open ${bound} sessions (${list(pools.map(productText))}), but it grants at most ${count2(limit)}: it went well this time, with ${count2(one2.sessionsMax)}.` : `${name} came close to its limit: ${count2(one2.sessionsMax)} of ${count2(limit)} sessions (${list(pools.map(productText))}).`,
    evidence: `on average ${level(one2.sessionsMean)} sessions`,
    tryNext: tryNext2(result, limit, pools, asked)
  };
}
var limits = (result) => entries(result.databases).map(([name, one2]) => found8(result, name, one2)).filter((one2) => one2 !== null);

// src/report/findings/memory.ts
var harmed = (result, database4) => entries(result.classes).reduce((sum2, [name, one2]) => {
  const uses = entries(result.pools).some(([pool3, { database: to }]) => to === database4 && result.series.pools[pool3]?.activeBy[name] !== void 0);
  return sum2 + (uses ? failuresOf2(one2, [...starved, "clientGaveUp", "statementTimeout", "severed"]) : 0);
}, 0);
var gigabytes = (mb) => mb >= 1e3 ? `${level(mb / 1e3)} GB` : `${level(mb)} MB`;
function smaller(result, database4, fit) {
  const pools = entries(result.pools).filter(([, pool3]) => pool3.database === database4 && pool3.max !== null);
  const asked = pools.reduce((sum2, [, pool3]) => sum2 + (pool3.max ?? 0), 0);
  return pools.flatMap(([name, pool3]) => resize3(name, pool3, Math.max(1, Math.floor(fit * (pool3.max ?? 1) / asked / Math.max(1, pool3.instances)))));
}
var memory = (result) => entries(result.databases).flatMap(([name, one2]) => {
  const { memory: used } = one2;
  if (used === void 0 || used.swapShareMax === 0 && used.outOfMemory === 0) return [];
  const lost = used.outOfMemory > 0;
  return [{
    id: `memory/${name}`,
    weight: lost || harmed(result, name) > 0 ? 2 : 1,
    size: harmed(result, name) * 1.3 + used.swapTimesMax,
    text: `${name} has ${gigabytes(used.memoryMb)} of memory, and ${counted(one2.sessionsMax, "session")} needed ${gigabytes(used.usedMbMax)}: ${lost ? `swap was full as well, and ${used.outOfMemory === 1 ? "once" : `${count2(used.outOfMemory)} times`} the system killed a backend and the server ended every session.` : `${share2(used.swapShareMax)} of it lay in swap, and work took up to ${level(used.swapTimesMax)} times as long.`}`,
    evidence: `${counted(used.sessionsFit, "session")} fit beside the shared buffers; the server had ${count2(one2.sessionsMax)}`,
    tryNext: used.sessionsFit === 0 ? "The shared buffers alone leave no room for a session: make them smaller, or the server larger." : `Give each instance fewer connections, idle ones too, or put a pooler in between: ${command(result, "run", ...smaller(result, name, used.sessionsFit))}`
  }];
});
var openSessions = (result) => entries(result.databases).flatMap(([name, one2]) => {
  const taken = one2.openSessionsCpu ?? 0;
  if (taken < 0.05) return [];
  return [{
    id: `open-sessions/${name}`,
    weight: 1,
    size: taken,
    text: `${counted(Math.round(one2.sessionsMean), "open session")} took ${share2(taken)} of the cores of ${name}, whatever they did: ${level(one2.runQueueMean)} statements ran at a time.`,
    evidence: `cpu ${share2(one2.cpuUtilisation)}, of it ${share2(taken)} for sessions being open`,
    tryNext: "Keep fewer idle: smaller pools, a shorter idle timeout, or a pooler that shares a few sessions among many clients."
  }];
});

// src/report/findings/other-failures.ts
var meanings = {
  connectFailed: { says: "failed because a connection could not be opened", tryNext: "Look at the timeline for an outage, and at the connect timeout of the pool" },
  statementTimeout: { says: "were cut off by the statement timeout of the server", tryNext: "Right if these are the queries you wanted gone; otherwise raise it for their role alone" },
  idleInTransactionTimeout: { says: "lost their transaction to the idle-in-transaction timeout", tryNext: "Move calls and thinking out of the transaction" },
  transactionTimeout: { says: "lost a transaction that took longer than the server allows", tryNext: "Move calls and thinking out of the transaction, and split long work into several transactions" },
  lockTimeout: { says: "gave up waiting for a row lock", tryNext: "Shorten the transactions that hold the row, or spread the keys" },
  deadlock: { says: "were chosen as the victim of a deadlock between row locks", tryNext: "Take locks in one order in all routes" },
  severed: { says: "lost their connection in mid-flight", tryNext: "Keep connections younger than what cuts them (server timeout, firewall), or test them before lending" },
  killed: { says: "were terminated at the server", tryNext: "Check on the timeline that the right sessions were killed" },
  clientGaveUp: { says: "were abandoned by their client, whose patience ended first", tryNext: "Make the acquire timeout shorter than the patience of the client, so that nobody works for nothing" },
  breakerOpen: { says: "were turned away by an open circuit breaker", tryNext: "Compare with the breaker off: does it protect, or does it keep a recovered system closed?" },
  shed: { says: "were shed to protect the rest", tryNext: "Check that what was shed was worth less than what was saved" },
  callFailed: { says: "failed in a call to somewhere else", tryNext: "Make the call outside the hold, with its own timeout" },
  appDown: { says: "found no instance of the application running", tryNext: "Look at the timeline for a redeploy or a crash; keep some instances up" },
  unavailable: { says: "found the database unavailable", tryNext: "Look at the timeline for the outage, and at how soon requests are served after it" }
};
function adviceOn(result, kind, meaning) {
  const restarted = kind === "severed" ? Object.keys(result.databases).find((name) => awayOf(result, name) !== null) : void 0;
  return restarted === void 0 ? meaning.tryNext : `${restarted} ended them (${awayOf(result, restarted)}), whatever their age: try again what may be done twice`;
}
function found9(result, kind, meaning) {
  const hit = entries(result.classes).map(([name, one2]) => ({ name, one: one2, failed: one2.failures[kind] ?? 0 })).filter(({ failed: failed2 }) => failed2 > 0);
  const failed = hit.reduce((sum2, each) => sum2 + each.failed, 0);
  const arrived = hit.reduce((sum2, { one: one2 }) => sum2 + one2.arrived, 0);
  if (failed === 0 || kind === "severed" && movesOf(result).length > 0) return null;
  const error = hit.map(({ one: one2 }) => one2.errors[kind]).find((text3) => text3 !== void 0);
  const counts2 = hit.map((each) => `${counted(each.failed, `${each.name} request`)} (${share2(each.failed / Math.max(1, each.one.arrived))})`);
  return {
    id: `failed/${kind}`,
    weight: failed / Math.max(1, arrived) >= 0.01 ? 2 : 1,
    size: failed,
    text: `${list(counts2)} ${meaning.says}.`,
    evidence: `${error === void 0 ? kind : `"${oneLine(error)}"`}; failed after ${list(hit.map(({ one: one2 }) => millis(one2.failedAfterMs.p50)))} (median of all failures)`,
    tryNext: `${adviceOn(result, kind, meaning)}.`
  };
}
var otherFailures = (result) => entries(meanings).map(([kind, meaning]) => found9(result, kind, meaning)).filter((one2) => one2 !== null);

// src/report/findings/outcome.ts
var brokenPromises = (result) => {
  const broken = result.promises.filter((one2) => !one2.held);
  if (broken.length === 0) return [];
  return [{
    id: "promises-broken",
    weight: 2,
    size: 0,
    text: `${broken.length} of ${counted(result.promises.length, "promise")} did not hold: ${list(broken.map((one2) => `${one2.text} (was ${one2.observedText})`))}.`,
    evidence: "the observed value is that of the whole measured time",
    tryNext: `One seed is one story; see how often it holds: ${command(result, "run", "--runs", "20")}`
  }];
};
function nearest2(result) {
  const use = (name2) => (result.pools[name2]?.activeMax ?? 0) / (result.pools[name2]?.max ?? Number.POSITIVE_INFINITY);
  const [closest] = entries(result.pools).filter(([, pool4]) => pool4.max !== null).toSorted((a, b) => use(b[0]) - use(a[0]));
  if (closest === void 0) return "";
  const [name, pool3] = closest;
  const waited = pool3.pendingMax > 0 ? `, with up to ${count2(pool3.pendingMax)} waiting` : "";
  return `Nearest to a limit: ${name} lent at most ${count2(pool3.activeMax)} of ${count2(pool3.max ?? 0)}${waited}.`;
}
var calm = (result) => {
  const classes = entries(result.classes);
  const arrived = classes.reduce((sum2, [, one2]) => sum2 + one2.arrived, 0);
  if (arrived === 0 || classes.some(([, one2]) => one2.failed > 0)) return [];
  const [slowest] = entries(result.pools).filter(([, pool3]) => pool3.acquireMs.p99 !== null && pool3.acquireTimeoutMs !== null).toSorted((a, b) => (b[1].acquireMs.p99 ?? 0) / (b[1].acquireTimeoutMs ?? 1) - (a[1].acquireMs.p99 ?? 0) / (a[1].acquireTimeoutMs ?? 1));
  const margin = slowest === void 0 ? "no pool has an acquire timeout" : `wait p99 ${millis(slowest[1].acquireMs.p99)} of the ${millis(slowest[1].acquireTimeoutMs)} that ${slowest[0]} allows`;
  const line = moreLoad(result, null, 2);
  return [{
    id: "nothing-failed",
    weight: 0,
    size: 1e9,
    text: nearest2(result) || "Nothing failed, and no pool has a limit to be near to.",
    evidence: `${margin}; ${list(classes.map(([name, one2]) => `${name} p99 ${millis(one2.latencyMs.p99)}`))}; busiest database ${share2(Math.max(0, ...entries(result.databases).map(([, one2]) => one2.cpuUtilisation)))} cpu`,
    tryNext: line === null ? "Find out what breaks first: raise the load step by step." : `Find out what breaks first: ${line}`
  }];
};

// src/report/findings/pool-size.ts
var poolSize2 = (result) => entries(result.pools).flatMap(([name, pool3]) => {
  const { max, activeMax } = pool3;
  if (max === null || activeMax === 0 || pool3.leaked > 0 || pool3.refused > 0 || pool3.timeouts > 0 || pool3.pendingMax > 0) return [];
  if (activeMax > 0.6 * max || max - activeMax < 3) return [];
  const enough = Math.max(1, Math.ceil(activeMax * 1.25 / Math.max(1, pool3.instances)));
  return [{
    id: `pool-larger-than-needed/${name}`,
    weight: 0,
    size: max - activeMax,
    text: `${name} never lent more than ${count2(activeMax)} of its ${count2(max)} connections; a quarter above that peak would be ${count2(enough * pool3.instances)}.`,
    evidence: `utilisation ${share2(pool3.utilisation)}, ${level(pool3.idleMean)} idle on average, nobody waited`,
    tryNext: `Check that less is enough: ${command(result, "run", ...resize3(name, pool3, enough))}`
  }];
});

// src/report/findings/retries.ts
var retries = (result) => entries(result.classes).flatMap(([name, one2]) => {
  const extra2 = one2.retries / Math.max(1, one2.arrived);
  if (extra2 < 0.05) return [];
  return [{
    id: `retries/${name}`,
    weight: extra2 >= 0.5 && one2.failedShare >= 0.05 ? 2 : 1,
    size: Math.min(one2.retries, one2.failed) * 0.8,
    text: `Retries turned ${counted(one2.arrived, `${name} request`)} into ${counted(one2.arrived + one2.retries, "try", "tries")}: ${level(1 + extra2)} times the load${one2.failedShare > 0 ? `, and ${share2(one2.failedShare)} failed all the same` : ""}.`,
    evidence: `${counted(one2.retries, "retry", "retries")}, ${counted(one2.failed, "request")} failed in the end`,
    tryNext: `Give retries a budget, or compare with one try each: ${command(result, "run", "--set", `traffic.${name}.retry.attempts=1`)}`
  }];
});
var wastedWork = (result) => {
  const wasted = entries(result.classes).reduce((sum2, [, one2]) => sum2 + one2.wastedCpuS, 0);
  const seconds2 = result.run.lengthS - result.run.measureFromS;
  const busy2 = entries(result.series.databases).reduce((sum2, [, one2]) => sum2 + (meanOf(one2.busyCores, measured2(result)) ?? 0) * seconds2, 0);
  if (busy2 === 0 || wasted / busy2 < 0.02) return [];
  return [{
    id: "wasted-work",
    weight: wasted / busy2 >= 0.2 ? 2 : 1,
    size: wasted,
    text: `${share2(Math.min(1, wasted / busy2))} of the work the databases did was for clients who had already given up.`,
    evidence: `${level(wasted)} of ${level(busy2)} core-seconds, by ${entries(result.classes).filter(([, one2]) => one2.wastedCpuS > 0).map(([name, one2]) => `${name} ${level(one2.wastedCpuS)}`).join(", ")}`,
    tryNext: "Cancel what nobody waits for: a statement timeout below the patience of the client, or an acquire timeout short enough that late requests never start."
  }];
};

// src/report/findings/run-length.ts
var longer = (result) => command(result, "run", "--set", `run.length=${Math.ceil(result.run.lengthS * 2)}s`);
var unfinished = (result) => entries(result.classes).flatMap(([name, one2]) => {
  const usual = meanOf(result.series.classes[name]?.inside, measured2(result)) ?? 0;
  if (one2.unfinished < Math.max(10, 0.01 * one2.arrived) || one2.unfinished < 1.5 * usual || overloaded(result, name, one2) !== null) return [];
  return [{
    id: `unfinished/${name}`,
    weight: 1,
    size: one2.unfinished,
    text: `${counted(one2.unfinished, `${name} request`)} (${share2(one2.unfinished / Math.max(1, one2.arrived))}) had not ended when the run did; their times are in no percentile, and they are the slow ones.`,
    evidence: `${count2(one2.arrived)} arrived = ${count2(one2.served)} served + ${count2(one2.failed)} failed + ${count2(one2.unfinished)} unfinished`,
    tryNext: `Let the run end after the trouble does: ${longer(result)}`
  }];
});
function grows(result, name) {
  const inside = result.series.classes[name]?.inside;
  const points = result.series.t.length;
  const tenth = Math.max(1, Math.floor(points / 10));
  const middle2 = meanOf(inside, { from: Math.floor(points / 2), to: Math.floor(points / 2) + tenth }) ?? 0;
  const last = meanOf(inside, { from: points - tenth, to: points }) ?? 0;
  return points >= 20 && last >= 20 && last > 1.5 * middle2;
}
function overloaded(result, name, one2) {
  if (isClosed(result, name) || !grows(result, name)) return null;
  const series = result.series.classes[name];
  const points = result.series.t.length;
  const lastTenth = { from: points - Math.max(1, Math.floor(points / 10)), to: points };
  const arrived = meanOf(series?.arrivedPerS, lastTenth) ?? 0;
  const served = meanOf(series?.servedPerS, lastTenth) ?? 0;
  const leaking = entries(result.pools).some(([, pool3]) => pool3.leaked > 0 && pool3.timeouts > 0);
  if (leaking || arrived <= served * 1.02) return null;
  const carried = steadyRate(result, name) === null || served < 0.1 ? null : command(result, "run", ...rateWords(name, served * 0.9));
  return {
    id: `overload/${name}`,
    weight: 2,
    size: (arrived - served) * result.run.lengthS * 0.5,
    text: `${name} arrives faster than it is served (${level(arrived)} a second against ${level(served)} at the end): means and percentiles of this run depend on its length, ${span14(result.run.lengthS)}.`,
    evidence: `requests inside grew to ${level(series?.inside.at(-1) ?? null)} by the end; ${count2(one2.failed)} failed`,
    tryNext: carried === null ? "Look for the load it can carry: lower it step by step." : `Look for the load it can carry: ${carried}`
  };
}
var overload = (result) => entries(result.classes).map(([name, one2]) => overloaded(result, name, one2)).filter((one2) => one2 !== null);

// src/report/findings/stale.ts
function worst(result, name) {
  const lag3 = result.series.databases[name]?.lagS ?? [];
  const at2 = lag3.indexOf(peakOf(lag3));
  return at2 < 0 ? "" : ` at about ${clockOf(result.run).at(result.series.t[at2] ?? 0)}`;
}
function found10(result, name, replica) {
  const { staleReads, ownReads, lagMsMax, lagMsMean } = replica;
  if (staleReads === 0) return null;
  const grew = (lagMsMax ?? 0) > 10 * (lagMsMean ?? 0) || (lagMsMax ?? 0) > 1e4;
  return {
    id: `stale/${name}`,
    weight: staleReads >= 0.01 * ownReads ? 2 : 1,
    size: staleReads,
    text: `${counted(staleReads, "read")} of ${name} did not find what the same request had written to ${replica.of} before (${share2(staleReads / ownReads)} of ${count2(ownReads)}). It was up to ${millis(lagMsMax)} behind${grew ? worst(result, name) : ""}.`,
    evidence: `${counted(replica.writes, "write")} to follow, ${millis(lagMsMean)} behind on average`,
    tryNext: `${grew ? "Keep long queries off the replica that serves such reads, or give it more cores: replay runs beside them. " : ""}Read one's own writes from the primary.`
  };
}
var stale = (result) => entries(result.databases).map(([name, one2]) => one2.replica === void 0 ? null : found10(result, name, one2.replica)).filter((one2) => one2 !== null);

// src/report/findings/starvation.ts
var minimums = { hikaricp: "minimumIdle", "spring-boot": "minimumIdle", r2d2: "min_idle" };
function remedy3(result, name, pool3) {
  const option = minimums[pool3.kind];
  if (option === void 0) return "Find what would open a connection in this library: a newcomer, a return, a minimum to refill. See `poolsim explain pool` for who replaces what was thrown away.";
  return `Keep at least one connection ready, so that what dies is replaced (${option}): ${command(result, "run", "--set", `pools.${name}.${option}=1`)}`;
}
var starvation = (result) => entries(result.pools).flatMap(([name, pool3]) => {
  const starving = starvingOf(result, name);
  if (starving === null || storyOf2(result, name) !== "starved") return [];
  const harmed2 = harmedBy(result, name, pool3).map(({ user, one: one2 }) => ({ user, failed: one2.failures.acquireTimeout ?? 0 })).filter(({ failed }) => failed > 0);
  const size3 = harmed2.reduce((sum2, { failed }) => sum2 + failed, 0);
  const outcome = size3 === 0 ? "nobody failed for it" : `${list(harmed2.map(({ user, failed }) => counted(failed, `${user} request`)))} timed out for it`;
  const had = pool3.max === null ? `had ${level(starving.open)} connections and no limit` : `had ${level(starving.open)} of ${counted(pool3.max, "connection")} open`;
  return [{
    id: `starved/${name}`,
    weight: size3 > 0 ? 2 : 1,
    size: size3 || pool3.pendingMean,
    text: `Starvation beside a pool with room: for ${span14(starving.seconds)} from ${clockOf(result.run).at(starving.fromS)} up to ${count2(starving.waiting)} waited for ${name}, which ${had}, and nothing was being opened for them; ${outcome}.`,
    evidence: `${count2(pool3.opened)} opened and ${count2(pool3.closed)} closed in the whole run, none refused`,
    tryNext: remedy3(result, name, pool3)
  }];
});

// src/report/findings/waiting.ts
function lineOf(result, name) {
  const waits = entries(result.series.pools).map(([pool3, one2]) => ({ pool: pool3, most: peakOf(one2.pendingBy[name]) })).filter(({ most }) => most > 0);
  return waits.toSorted((a, b) => b.most - a.most)[0]?.pool ?? null;
}
function advice2(result, poolName) {
  const pool3 = result.pools[poolName];
  const each = pool3 === void 0 ? null : maxEach(pool3);
  const more = pool3 === void 0 || each === null ? 0 : Math.min(each + Math.ceil(each / 4), largestEach(result, pool3));
  if (pool3 === void 0 || each === null || more <= each) return "Shorten the holds, or take less load.";
  return `See whether a quarter more connections, or shorter holds, calm it: ${command(result, "run", ...resize3(poolName, pool3, more))}`;
}
var waiting = (result) => entries(result.classes).flatMap(([name, one2]) => {
  const [wait, whole3] = [one2.waitMs.p99, one2.latencyMs.p99];
  if (wait === null || whole3 === null || wait < 10 || wait < 0.5 * whole3 || failuresOf2(one2, starved) > 0) return [];
  const pool3 = lineOf(result, name);
  if (pool3 === null || storyOf2(result, pool3) !== null) return [];
  return [{
    id: `waiting/${name}`,
    weight: 1,
    size: one2.arrived * 0.01,
    text: `The slow tail of ${name} is the line at ${pool3}: p99 of waiting is ${millis(wait)}, p99 of the whole request ${millis(whole3)}. Nobody failed for it yet, and the median (wait ${millis(one2.waitMs.p50)}) does not show it.`,
    evidence: `wait p95 ${millis(one2.waitMs.p95)}, latency p50 ${millis(one2.latencyMs.p50)}, failed ${share2(one2.failedShare)}`,
    tryNext: advice2(result, pool3)
  }];
});

// src/report/findings/index.ts
var causes = [
  failover3,
  stale,
  exhaustion,
  starvation,
  hotRow,
  herd,
  blame,
  leak4,
  nested2,
  limits,
  otherFailures,
  memory,
  disksFull,
  databaseSaturated,
  openSessions,
  pooler,
  contention,
  retries,
  wastedWork,
  waiting,
  cliff,
  connecting,
  poolSize2,
  overload,
  unfinished,
  alertLead,
  brokenPromises,
  calm
];

// src/report/findings.ts
var mostFindings = 8;
var subjectOf = (one2) => one2.id.slice(one2.id.indexOf("/") + 1);
function merged(all3) {
  const groups = /* @__PURE__ */ new Map();
  for (const one2 of all3) {
    const alone = one2.weight === 2 || !one2.id.includes("/");
    const key = alone ? one2.id : `${one2.id.split("/")[0]} ${one2.weight} ${adviceOf(one2.tryNext).says}`;
    groups.set(key, [...groups.get(key) ?? [], one2]);
  }
  return [...groups.values()].flatMap(([first, ...rest2]) => first === void 0 ? [] : rest2.length === 0 ? [first] : [{ ...first, text: `${first.text} The same goes for ${list(rest2.map(subjectOf))}.`, evidence: `${subjectOf(first)}: ${first.evidence}` }]);
}
function worthSaying(one2, all3) {
  if (one2.id === "promises-broken") return all3.every((other) => other === one2 || other.weight < 2);
  return one2.id !== "nothing-failed" || all3.every((other) => other.weight === 0);
}
function findings(result) {
  const all3 = causes.flatMap((cause) => cause(result));
  const inOrder = all3.filter((one2) => worthSaying(one2, all3)).toSorted((a, b) => b.weight - a.weight || b.size - a.size || (a.id < b.id ? -1 : 1));
  return merged(inOrder).slice(0, mostFindings).map(({ id, weight, text: text3, evidence: evidence2, tryNext: tryNext3 }) => ({ id, weight, text: text3, evidence: evidence2, tryNext: tryNext3 }));
}

// src/index.ts
function simulate(scenario, options2 = {}) {
  const result = runScenario(scenario, options2);
  return { ...result, findings: findings(result) };
}

// ../../../tmp/h/stats/wu.ts
var sc = (y2, set = []) => {
  const r = readScenario({ text: y2, file: null, set, files: () => ({ problem: "" }) });
  if (!r.ok) throw new Error(JSON.stringify(r.problems));
  return r.scenario;
};
var y = (len, from, rate2, extra2 = "") => sc(`
scenario: one
run: { length: ${len}, measureFrom: ${from} }
databases: { db: { kind: plain } }
pools: { main: { kind: plain, database: db, max: 10 ${extra2} } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 100ms } } } ] }
traffic: { api: { route: read, rate: ${rate2}/s } }
`);
for (const [len, from, rate2, extra2] of [["10m", "30s", 50], ["10m", "30s", 80], ["10m", "30s", 90], ["10m", "0s", 50], ["10m", "0s", 80], ["10m", "0s", 90], ["10m", "0s", 95], ["10m", "0s", 97], ["5m", "0s", 97], ["10m", "0s", 105], ["10m", "0s", 120], ["10m", "0s", 120, ", acquireTimeout: 5s"], ["60s", "0s", 120, ", acquireTimeout: 5s"], ["60s", "10s", 120, ", acquireTimeout: 5s"], ["60s", "0s", 50]]) {
  const c = {};
  let ex = "";
  for (let s = 0; s < 60; s++) {
    const w = simulate(y(len, from, rate2, extra2), { seed: s }).warmUp;
    const k = w.verdict + (w.because ? ":" + w.because : "");
    c[k] = (c[k] ?? 0) + 1;
    if (k !== "enough") ex = JSON.stringify(w);
  }
  console.log(len, from, rate2, extra2 ?? "", JSON.stringify(c), ex);
}
