import { useState } from 'react';
import { Link } from 'wouter';
import { Clause } from '@/components/Clause';
import { SourceRow } from '@/components/Known';
import { Empty } from '@/components/Shown';
import type { FirmView, Presence } from '@/lib/api/firms';
import type { Verdict } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';
import { JudgeForm } from './JudgeForm';
import { groupPresences, type PresenceGroup } from './presenceGroups';

interface Props {
  firm: string;
  presences: readonly Presence[];
  onJudged: (view: FirmView) => void;
  onPoint: (clause: string | null) => void;
}

/** Where the firm stands and what says so; a planner confirms or rejects each. */
export function PresenceTable({ firm, presences, onJudged, onPoint }: Props) {
  const t = useWords();
  const [judging, setJudging] = useState<{ key: string; verdict: Verdict } | null>(null);
  const [told, setTold] = useState('');
  const groups = groupPresences(presences);
  if (groups.length === 0) return <Empty>{t.firmPage.noPresences}</Empty>;

  const judged = (group: PresenceGroup, verdict: Verdict) => (view: FirmView) => {
    setTold(t.firmPage.saved(verdict === 'confirm' ? t.firmPage.confirm : t.firmPage.reject, group.first.link_name));
    setJudging(null);
    onJudged(view);
  };
  return (
    <>
      <p className="muted small">{t.firmPage.judgeLead}</p>
      <p role="status" className={told ? 'told' : undefined}>{told}</p>
      <table className="list presences">
        <thead>
          <tr>
            <th scope="col">{t.firmPage.linkHead}</th>
            <th scope="col">{t.firmPage.roleHead}</th>
            <th scope="col">{t.firmPage.clause}</th>
            <th scope="col">{t.firmPage.judgement}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((g) => (
            <tr key={g.key} className={g.first.counts === false ? 'not-counted' : undefined} onPointerEnter={() => onPoint(g.first.clause ?? null)} onPointerLeave={() => onPoint(null)}>
              <th scope="row">
                <Link href={`/chains/${encodeURIComponent(g.first.chain)}?link=${encodeURIComponent(g.first.link)}`}>{g.first.link_name}</Link>
              </th>
              <td className="nowrap">
                <span className={`role role-${g.first.role}`}>{t.role[g.first.role]}</span>
                <span className="line small muted">{t.strength[g.first.strength]}</span>
                {g.first.counts === false && <span className="line small muted">{t.firmPage.notCounted}</span>}
              </td>
              <td>
                {g.evidence.map((p, i) => (
                  <Reading key={`${p.term ?? ''}-${i}`} presence={p} />
                ))}
              </td>
              <td className="judge-cell">
                {judging?.key === g.key ? (
                  <JudgeForm firm={firm} presence={g.first} verdict={judging.verdict} onDone={judged(g, judging.verdict)} onCancel={() => setJudging(null)} />
                ) : (
                  <JudgeButtons presence={g.first} onJudge={(verdict) => setJudging({ key: g.key, verdict })} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Reading({ presence: p }: { presence: Presence }) {
  const t = useWords();
  return (
    <blockquote className="evidence">
      {p.in && p.in !== 'scope' && <span className="muted">{t.evidenceIn[p.in] ?? p.in}：</span>}
      <Clause text={p.clause ?? p.term ?? ''} term={p.term} />
      {p.contradiction && (
        <span className="line contradiction">
          {t.firmPage.contradiction}：{p.contradiction}
        </span>
      )}{' '}
      <SourceRow at={p.source} />
    </blockquote>
  );
}

function JudgeButtons({ presence: p, onJudge }: { presence: Presence; onJudge: (verdict: Verdict) => void }) {
  const t = useWords();
  const role = t.role[p.role];
  return (
    <>
      {p.verdict && <span className={`tag verdict-${p.verdict}`}>{p.verdict === 'confirm' ? t.firmPage.confirmed : t.firmPage.rejected}</span>}
      <span className="no-print judge-buttons">
        <button type="button" className="quiet" aria-label={t.firmPage.confirmAria(p.link_name, role)} onClick={() => onJudge('confirm')}>
          {t.firmPage.confirm}
        </button>
        <button type="button" className="quiet" aria-label={t.firmPage.rejectAria(p.link_name, role)} onClick={() => onJudge('reject')}>
          {t.firmPage.reject}
        </button>
      </span>
    </>
  );
}
