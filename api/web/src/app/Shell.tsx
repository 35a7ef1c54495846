import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useLanguage, useWords } from '@/lib/i18n/context';

const places = [
  ['today', '/'],
  ['chains', '/chains'],
  ['gaps', '/gaps'],
  ['firms', '/firms'],
  ['imports', '/imports'],
] as const;

/** What stands around every page: the way to the others, and the language. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useWords();
  const { toggle, language } = useLanguage();
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(location);

  useEffect(() => {
    if (before.current === location) return;
    before.current = location;
    // A new page begins at its top, for eyes and screen readers alike.
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location]);

  const here = (path: string) => (path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`));
  return (
    <>
      <a className="skip" href="#main">{t.skip}</a>
      <header className="top no-print">
        <Link href="/" className="brand">
          <img src="/favicon.svg" alt="" width="22" height="22" />
          {t.app}
        </Link>
        <nav aria-label={t.appFull}>
          {places.map(([name, path]) => (
            <Link key={name} href={path} aria-current={here(path) ? 'page' : undefined}>
              {t.nav[name]}
            </Link>
          ))}
        </nav>
        <button type="button" className="language" lang={language === 'zh' ? 'en' : 'zh-CN'} title={t.languageLabel} onClick={toggle}>
          {t.language}
        </button>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
