/** A problem document (RFC 9457), or what stands for one where no answer came. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;

  constructor(status: number, title: string, detail: string) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the body of a refused request, whatever it holds. */
export function problemOf(status: number, body: string): Problem {
  try {
    const doc: unknown = JSON.parse(body);
    if (doc && typeof doc === 'object') {
      const { title, detail, errors } = doc as { title?: unknown; detail?: unknown; errors?: unknown };
      return new Problem(status, text(title), [...new Set([text(detail), ...messages(errors)])].filter(Boolean).join('；'));
    }
  } catch {
    // Not JSON: a proxy or a crash answered. Its words are shown as they are.
  }
  return new Problem(status, '', body.slice(0, 300));
}

function messages(errors: unknown): string[] {
  if (!Array.isArray(errors)) return [];
  return errors.map((e: unknown) => (e && typeof e === 'object' ? text((e as { message?: unknown }).message) : ''));
}

/** No answer at all: the server does not run or cannot be reached. */
export const unreachable = () => new Problem(0, '', '');
