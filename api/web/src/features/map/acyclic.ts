import type { ChainLink, Flow, FlowKind } from '@/lib/api/types';

const firmness: Record<FlowKind, number> = { input: 0, alternative: 1, byproduct: 2, relation: 3 };

/**
 * The flows that run against the reading direction: those that would close a
 * cycle with the firmer ones before them. Declared loops give way first, then
 * relations, by-products, alternatives; inputs only to other inputs.
 */
export function backward(flows: readonly Flow[]): Set<Flow> {
  const order = [...flows].sort((a, b) => Number(a.loop ?? false) - Number(b.loop ?? false) || firmness[a.kind] - firmness[b.kind]);
  const next = new Map<string, string[]>();
  const back = new Set<Flow>();
  for (const flow of order) {
    if (reaches(next, flow.to, flow.from)) back.add(flow);
    const [from, to] = back.has(flow) ? [flow.to, flow.from] : [flow.from, flow.to];
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  return back;
}

function reaches(next: ReadonlyMap<string, string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(next.get(at) ?? []));
  }
  return false;
}

/** So many flows at one utility would cover the whole map with lines. */
const crowd = 5;

/**
 * Utilities (power, water, air, effluent): on the map for context with many
 * flows, or taking from many links and feeding no process. They say nothing of
 * who stands before whom, so they are kept out of the layers.
 */
export function utilities(links: readonly ChainLink[], flows: readonly Flow[]): Set<string> {
  const out = new Set<string>();
  for (const l of links) {
    const into = flows.filter((f) => f.to === l.id);
    const from = flows.filter((f) => f.from === l.id);
    const sink = into.length > crowd && from.every((f) => f.kind === 'relation' || f.kind === 'byproduct');
    if ((l.context && into.length + from.length > crowd) || (sink && into.every((f) => f.kind === 'byproduct'))) out.add(l.id);
  }
  return out;
}
