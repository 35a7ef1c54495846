import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { ProblemNote } from '@/components/Shown';
import { address, post } from '@/lib/api/client';
import type { FirmView, Presence } from '@/lib/api/firms';
import { Problem } from '@/lib/api/problem';
import type { Verdict } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

interface Props {
  firm: string;
  presence: Presence;
  verdict: Verdict;
  onDone: (view: FirmView) => void;
  onCancel: () => void;
}

/** A judgement stands for good, so it is written down in a second step, with a note. */
export function JudgeForm({ firm, presence, verdict, onDone, onCancel }: Props) {
  const t = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState('');
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => field.current?.focus(), []);

  const save = async () => {
    setSaving(true);
    setProblem(null);
    try {
      const body = { link: presence.link, role: presence.role, verdict, note };
      onDone(await post<FirmView>(address(`firms/${encodeURIComponent(firm)}/judgements`), body));
    } catch (error) {
      setSaving(false);
      setProblem(error instanceof Problem ? error : new Problem(0, '', String(error)));
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save();
  };

  const what = verdict === 'confirm' ? t.firmPage.confirm : t.firmPage.reject;
  return (
    <form
      className="judge-form"
      aria-label={`${what} ${presence.link_name}`}
      onSubmit={submit}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onCancel();
      }}
    >
      <strong>
        {what}：{presence.link_name}（{t.role[presence.role]}）
      </strong>
      <label>
        {t.firmPage.note}
        <input ref={field} value={note} maxLength={2000} placeholder={t.firmPage.notePlaceholder} onChange={(e) => setNote(e.target.value)} />
      </label>
      <span className="judge-buttons">
        <button type="submit" className="button" disabled={saving}>{saving ? t.firmPage.saving : t.firmPage.save}</button>
        <button type="button" className="quiet" onClick={onCancel}>{t.firmPage.cancel}</button>
      </span>
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}
