// Numbers and dates as an office worker reads them. Unknown is never formatted
// here: callers show it in words.

const plain = (digits: number) => new Intl.NumberFormat('zh-CN', { maximumFractionDigits: digits, signDisplay: 'negative' });
const whole = plain(0);
const two = plain(2);
const four = plain(4);

/** Counts and amounts: as many digits as say something. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 || Number.isInteger(value)) return whole.format(value);
  return size >= 1 ? two.format(value) : four.format(value);
}

/** Scores and points: always four decimals, so that columns can be added up. */
export const score = (value: number): string => value.toFixed(4);

export const percent = (share: number): string => `${plain(0).format(share * 100)}%`;

/** A number with its interval, where it has one. */
export function interval(low: number | null | undefined, high: number | null | undefined): string {
  return low == null || high == null || low === high ? '' : `${number(low)}–${number(high)}`;
}

/** 2024-06-30T08:00:00Z → 2024-06-30; what is not a date stays as it is. */
export function day(text: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : text;
}

/** A moment in the reader's own time, to the minute. */
export function moment(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

const currencies: Record<string, string> = { CNY: '人民币', USD: '美元', HKD: '港元', EUR: '欧元', JPY: '日元' };

/** "320000000 CNY" → 32,000 万元人民币; what is not an amount stays as it is. */
export function capital(text: string): string {
  const match = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text);
  if (!match?.[1] || !match[2]) return text;
  return `${two.format(Number(match[1]) / 10000)} 万元${currencies[match[2]] ?? match[2]}`;
}

export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  return n < 1024 * 1024 ? `${whole.format(n / 1024)} KB` : `${two.format(n / 1024 / 1024)} MB`;
}
