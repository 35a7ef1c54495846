import { useId, useState, type KeyboardEvent } from 'react';
import { StatusMark } from '@/components/StatusMark';
import type { ChainLink } from '@/lib/api/types';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { findLinks } from './find';

const shown = 8;

/** Finds a link on the map by name; arrow keys choose, Enter opens. */
export function MapSearch({ links, onSelect }: { links: readonly ChainLink[]; onSelect: (id: string) => void }) {
  const t = useWords();
  const nameOf = useNameOf();
  const listId = useId();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = findLinks(links, words).slice(0, shown);

  const open = (link: ChainLink | undefined) => {
    if (!link) return;
    onSelect(link.id);
    setWords('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((i) => Math.min(i + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setChosen((i) => Math.max(i - 1, 0));
    else if (event.key === 'Enter') open(found[chosen]);
    else if (event.key === 'Escape' && words !== '') {
      event.stopPropagation();
      setWords('');
    } else return;
    event.preventDefault();
  };

  return (
    <div className="map-search no-print">
      <input
        type="search"
        role="combobox"
        aria-label={t.map.search}
        aria-expanded={words !== ''}
        aria-controls={listId}
        aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
        autoComplete="off"
        placeholder={t.map.search}
        value={words}
        onChange={(e) => {
          setWords(e.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {words.trim() !== '' && (
        <ul id={listId} role="listbox" aria-label={t.map.search}>
          {found.length === 0 && <li className="muted" role="presentation">{t.map.noMatch}</li>}
          {found.map((link, i) => (
            <li key={link.id} id={`${listId}-${i}`} role="option" aria-selected={i === chosen} onPointerDown={(e) => e.preventDefault()} onClick={() => open(link)}>
              <span>{nameOf(link)}</span>
              <StatusMark status={link.status} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
