import { Problem, problemOf, unreachable } from './problem';

export type Query = Record<string, string | number | undefined>;

/** Address of an API resource; empty parameters are left out. */
export function address(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return `/api/v1/${path}${text ? `?${text}` : ''}`;
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
  const body = await response.text();
  if (!response.ok) throw problemOf(response.status, body);
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new Problem(response.status, '', body.slice(0, 300));
  }
}

export const get = <T>(url: string, signal?: AbortSignal): Promise<T> =>
  ask<T>(url, { headers: { Accept: 'application/json' }, signal: signal ?? null });

export const post = <T>(url: string, body: unknown): Promise<T> =>
  ask<T>(url, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
