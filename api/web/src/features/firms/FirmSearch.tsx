import { useState, type SyntheticEvent } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useWords } from '@/lib/i18n/context';

/** The question stands in the address; sending the form changes it. */
export function FirmSearch() {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const [words, setWords] = useState(params.get('q') ?? '');
  const [region, setRegion] = useState(params.get('region') ?? '');
  const link = params.get('link');
  const bad = region !== '' && !/^\d{6}$/.test(region);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (bad) return;
    const after = new URLSearchParams();
    if (words.trim()) after.set('q', words.trim());
    if (region) after.set('region', region);
    if (link) after.set('link', link);
    setParams(after);
  };
  const withoutLink = new URLSearchParams(params);
  withoutLink.delete('link');
  withoutLink.delete('cursor');

  return (
    <form className="filters no-print" role="search" onSubmit={submit}>
      <label className="grow">
        {t.firms.query}
        <input type="search" value={words} placeholder={t.firms.placeholder} onChange={(e) => setWords(e.target.value)} />
      </label>
      <label>
        {t.firms.region}
        <input
          inputMode="numeric"
          size={16}
          value={region}
          placeholder={t.firms.regionHint}
          aria-invalid={bad}
          onChange={(e) => setRegion(e.target.value.trim())}
        />
      </label>
      <button type="submit" className="button">{t.firms.search}</button>
      {bad && <span className="field-problem" role="alert">{t.firms.regionBad}</span>}
      {link && (
        <span className="chip">
          {t.firms.atLink(link)} <Link href={`/firms?${withoutLink.toString()}`}>{t.firms.clearLink}</Link>
        </span>
      )}
    </form>
  );
}
