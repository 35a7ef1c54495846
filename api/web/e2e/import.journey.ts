import { expect, test } from 'vitest';
import { newPages, saved } from './browser';

const page = newPages(/status of 422/);

/** Two firms and a row without a name; other content each time, so that it is a new file. */
function sheet() {
  const mark = Date.now().toString(36);
  const lines = [
    '企业名称,登记状态,所属城市,注册地址,经营范围',
    `乌海示例一号${mark}有限公司,存续,乌海市,内蒙古自治区乌海市海南区示例路一号,生产销售：焦炭、煤焦油`,
    `乌海示例二号${mark}有限公司,存续,乌海市,内蒙古自治区乌海市乌达区示例路二号,销售：焦炭`,
    ',存续,乌海市,内蒙古自治区乌海市乌达区示例路三号,电石生产',
  ];
  return { name: `示例名单-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

test('上传表格，看报告，下载被拒绝的行，在记录中再打开', async () => {
  const p = page();
  const file = sheet();
  await p.goto('/imports');
  await p.getByLabel('表格文件').setInputFiles(file);
  await p.getByText(file.name).waitFor();
  await p.getByRole('button', { name: '开始导入' }).click();
  await p.getByRole('heading', { name: '导入报告' }).waitFor();
  await p.getByText('3 行 = 接受 2 + 拒绝 1').waitFor();
  const rejected = p.getByRole('row').filter({ hasText: '没有企业名称' });
  expect(await rejected.first().textContent()).toContain('拒绝');

  const rejects = await saved(p, () => p.getByRole('link', { name: '下载被拒绝的行' }).click());
  expect(rejects.name).toMatch(/\.xlsx$/);
  expect(rejects.start).toBe('PK');

  await p.getByRole('link', { name: file.name }).click();
  await p.getByRole('heading', { name: '导入报告', level: 1 }).waitFor();
  await p.getByText('3 行 = 接受 2 + 拒绝 1').waitFor();
});

test('试运行不写入档案', async () => {
  const p = page();
  const file = sheet();
  await p.goto('/imports');
  await p.getByLabel('表格文件').setInputFiles(file);
  await p.getByLabel('试运行', { exact: false }).check();
  await p.getByRole('button', { name: '开始检查' }).click();
  await p.getByRole('heading', { name: '检查结果', exact: false }).waitFor();
  await p.reload();
  await p.getByRole('heading', { name: '导入记录' }).waitFor();
  await p.getByRole('table').waitFor();
  expect(await p.getByRole('link', { name: file.name }).count()).toBe(0);
});

test('没有选文件，或不是企业名单，都用话说明', async () => {
  const p = page();
  await p.goto('/imports');
  await p.getByRole('button', { name: '开始导入' }).click();
  await p.getByRole('alert').filter({ hasText: '请先选择文件' }).waitFor();
  await p.getByLabel('表格文件').setInputFiles({ name: '示例说明.csv', mimeType: 'text/csv', buffer: Buffer.from('甲,乙\n1,2\n') });
  await p.getByRole('button', { name: '开始导入' }).click();
  const alert = p.getByRole('alert').last();
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/企业名/);
});
