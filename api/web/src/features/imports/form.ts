export interface Options {
  dryRun: boolean;
  /** YYYY-MM-DD, or empty for the time of first import. */
  asOf: string;
  sheet: string;
  /** Region code, with /chain or /industry if need be; empty: not a full list. */
  complete: string;
}

/** The multipart form of POST /imports; options that were left empty are not sent. */
export function formOf(file: File, options: Options): FormData {
  const form = new FormData();
  if (options.dryRun) form.append('dry_run', 'true');
  if (options.asOf) form.append('as_of', options.asOf);
  if (options.sheet.trim()) form.append('sheet', options.sheet.trim());
  if (options.complete.trim()) form.append('complete', options.complete.trim());
  form.append('file', file, file.name);
  return form;
}
