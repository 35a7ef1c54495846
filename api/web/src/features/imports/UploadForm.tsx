import { useState, type SyntheticEvent } from 'react';
import { ProblemNote } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { ImportReport } from '@/lib/api/imports';
import { Problem } from '@/lib/api/problem';
import { upload } from '@/lib/api/upload';
import { percent } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { FileField } from './FileField';
import { formOf, type Options } from './form';

const blank: Options = { dryRun: false, asOf: '', sheet: '', complete: '' };

export function UploadForm({ onDone }: { onDone: (report: ImportReport) => void }) {
  const t = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [options, setOptions] = useState<Options>(blank);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState(false);
  const set = (change: Partial<Options>) => setOptions((o) => ({ ...o, ...change }));

  const send = async (chosen: File) => {
    setProblem(null);
    setSent(0);
    try {
      onDone(await upload<ImportReport>(address('imports'), formOf(chosen, options), setSent));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0, '', String(error)));
    }
    setSent(null);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (file) void send(file);
  };

  return (
    <form className="upload" onSubmit={submit} aria-label={t.imports.title}>
      <FileField file={file} onFile={setFile} />
      {asked && !file && <p className="field-problem" role="alert">{t.imports.needFile}</p>}
      <details>
        <summary>{t.imports.options}</summary>
        <div className="upload-options">
          <label>
            {t.imports.asOf}
            <input type="date" value={options.asOf} onChange={(e) => set({ asOf: e.target.value })} />
            <small>{t.imports.asOfHint}</small>
          </label>
          <label>
            {t.imports.sheet}
            <input value={options.sheet} onChange={(e) => set({ sheet: e.target.value })} />
            <small>{t.imports.sheetHint}</small>
          </label>
          <label>
            {t.imports.complete}
            <input value={options.complete} onChange={(e) => set({ complete: e.target.value })} />
            <small>{t.imports.completeHint}</small>
          </label>
        </div>
      </details>
      <label className="check">
        <input type="checkbox" checked={options.dryRun} onChange={(e) => set({ dryRun: e.target.checked })} />
        {t.imports.dryRun}
      </label>
      <div>
        <button type="submit" className="button" disabled={sent !== null}>
          {options.dryRun ? t.imports.startDry : t.imports.start}
        </button>
      </div>
      {sent !== null && <Progress sent={sent} />}
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}

/** How much has been sent; then that it is being read, for as long as that takes. */
function Progress({ sent }: { sent: number }) {
  const t = useWords();
  return (
    <p className="progress" role="status">
      {sent < 1 ? <progress value={sent} aria-label={t.imports.title} /> : <progress aria-label={t.imports.title} />}
      {sent < 1 ? t.imports.sending(percent(sent)) : t.imports.reading}
    </p>
  );
}
