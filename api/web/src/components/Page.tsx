import { useEffect, type ReactNode } from 'react';
import { useWords } from '@/lib/i18n/context';

interface Props {
  title: ReactNode;
  /** Words for the browser's tab. */
  tab: string;
  lead?: ReactNode;
  back?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** The frame of a page: heading, one line of explanation, actions, content. */
export function Page({ title, tab, lead, back, actions, wide, children }: Props) {
  const t = useWords();
  useEffect(() => {
    document.title = `${tab} · ${t.appFull}`;
  }, [tab, t]);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <div>
          {back && <div className="back">{back}</div>}
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function PrintButton() {
  const t = useWords();
  return (
    <button type="button" className="quiet no-print" onClick={() => window.print()}>
      {t.print}
    </button>
  );
}
