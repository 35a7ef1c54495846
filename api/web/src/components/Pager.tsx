import { Link } from 'wouter';
import { useWords } from '@/lib/i18n/context';

/** Forward by cursor; back by the browser's own button or to the start. */
export function Pager({ path, params, next }: { path: string; params: URLSearchParams; next: string | undefined }) {
  const t = useWords();
  const at = (cursor: string | undefined) => {
    const p = new URLSearchParams(params);
    if (cursor) p.set('cursor', cursor);
    else p.delete('cursor');
    const text = p.toString();
    return text ? `${path}?${text}` : path;
  };
  if (!next && !params.get('cursor')) return null;
  return (
    <nav className="pager no-print">
      {params.get('cursor') && <Link href={at(undefined)}>{t.firstPage}</Link>}
      {next && <Link href={at(next)}>{t.nextPage}</Link>}
    </nav>
  );
}
