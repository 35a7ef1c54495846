import { afterEach, describe, expect, it, vi } from 'vitest';
import { address, get } from './client';
import { Problem, problemOf } from './problem';

afterEach(() => vi.unstubAllGlobals());

describe('address', () => {
  it('leaves out what is not asked', () => {
    expect(address('gaps', { chain: '', kind: undefined, limit: 5 })).toBe('/api/v1/gaps?limit=5');
    expect(address('chains')).toBe('/api/v1/chains');
  });
  it('escapes words', () => expect(address('firms', { q: '焦炭&x=1' })).toBe('/api/v1/firms?q=%E7%84%A6%E7%82%AD%26x%3D1'));
});

describe('problemOf', () => {
  it('reads a problem document with its errors', () => {
    const p = problemOf(422, '{"title":"Unprocessable","detail":"validation failed","errors":[{"message":"expected number"}]}');
    expect(p).toMatchObject({ status: 422, title: 'Unprocessable', detail: 'validation failed；expected number' });
  });
  it('shows the words of an answer that is no document', () => {
    expect(problemOf(502, 'Bad gateway').detail).toBe('Bad gateway');
    expect(problemOf(500, '"text"').detail).toBe('"text"');
  });
});

describe('get', () => {
  it('throws the problem that the server tells', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"title":"没有找到","detail":"没有编号为 x 的缺口"}', { status: 404 })));
    await expect(get('/api/v1/gaps/x')).rejects.toMatchObject({ status: 404, detail: '没有编号为 x 的缺口' });
  });
  it('tells an unreachable server from a refusal', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(get('/api/v1/gaps')).rejects.toMatchObject({ status: 0 });
  });
  it('does not take a page for an answer', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<!doctype html>', { status: 200 })));
    await expect(get('/api/v1/gaps')).rejects.toBeInstanceOf(Problem);
  });
});
