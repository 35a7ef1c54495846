import { expect, it } from 'vitest';
import { formOf } from './form';

const file = new File(['企业名称\n'], '名单.csv');

it('sends nothing that was left empty', () => {
  const form = formOf(file, { dryRun: false, asOf: '', sheet: '  ', complete: '' });
  expect([...form.keys()]).toEqual(['file']);
});

it('sends the options by the names of the API', () => {
  const form = formOf(file, { dryRun: true, asOf: '2024-06-30', sheet: ' 名单 ', complete: '150300' });
  expect(Object.fromEntries([...form.entries()].filter(([k]) => k !== 'file'))).toEqual({
    dry_run: 'true', as_of: '2024-06-30', sheet: '名单', complete: '150300',
  });
  expect((form.get('file') as File).name).toBe('名单.csv');
});
