import { useState } from 'react';
import { bytes } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

const kinds = '.xlsx,.xls,.csv,.gz';

/** Choosing a file by button or by dropping it here. */
export function FileField({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const t = useWords();
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        onFile(e.dataTransfer.files[0] ?? null);
      }}
    >
      <span>{file ? t.imports.chosen(file.name, bytes(file.size)) : t.imports.drop}</span>
      <label className="file-button">
        {t.imports.choose}
        <input type="file" accept={kinds} aria-label={t.imports.file} onChange={(e) => onFile(e.target.files?.[0] ?? null)} />
      </label>
    </div>
  );
}
