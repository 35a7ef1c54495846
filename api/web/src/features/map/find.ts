import type { ChainLink } from '@/lib/api/types';

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** Links whose name or id holds the words; names that begin with them go first. */
export function findLinks(links: readonly ChainLink[], words: string): ChainLink[] {
  const wanted = fold(words.trim());
  if (wanted === '') return [];
  const place = (l: ChainLink) => {
    const at = [l.name, l.name_en ?? '', l.id].map((text) => fold(text).indexOf(wanted)).filter((i) => i >= 0);
    return at.length === 0 ? Infinity : Math.min(...at);
  };
  return links
    .map((link) => ({ link, at: place(link) }))
    .filter((x) => x.at < Infinity)
    .sort((a, b) => a.at - b.at)
    .map((x) => x.link);
}
