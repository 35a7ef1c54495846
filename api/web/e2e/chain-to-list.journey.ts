import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newPages, saved } from './browser';

const page = newPages();

test('从产业链到环节、缺口、目标企业，下载名单', async () => {
  const p = page();
  await p.goto('/');
  await p.getByRole('heading', { name: '今日', level: 1 }).waitFor();
  await p.getByText('记录所及').first().waitFor();

  await p.getByRole('link', { name: '产业链', exact: true }).click();
  await p.getByRole('link', { name: '煤基碳材料' }).click();
  await p.getByRole('button', { name: /^煤沥青，/ }).waitFor();

  const search = p.getByRole('combobox', { name: '在链图中找环节' });
  await search.fill('针状焦');
  await search.press('Enter');
  const panel = p.getByRole('complementary', { name: '针状焦' });
  await panel.getByText('没有生产企业', { exact: false }).first().waitFor();
  expect(p.url()).toContain('link=needle-coke');

  await panel.getByRole('link', { name: '查看缺口与目标企业' }).click();
  await p.getByRole('heading', { name: /针状焦/, level: 1 }).waitFor();
  await p.getByRole('heading', { name: '目标企业' }).waitFor();
  await p.getByRole('button', { name: /^评分明细/ }).first().waitFor();
  await addsUp(p, /^优先级明细$/);
  await addsUp(p, /^评分明细/);
  await p.getByRole('heading', { name: '本地可延伸企业' }).waitFor();
  await p.getByRole('heading', { name: '未列入的企业' }).waitFor();

  const file = await saved(p, () => p.getByRole('link', { name: '下载 Excel 名单' }).click());
  expect(file.name).toMatch(/\.xlsx$/);
  expect(file.start).toBe('PK');
  expect(file.size).toBeGreaterThan(2000);
});

test('缺口按产业链与类型筛选，地址可以收藏', async () => {
  const p = page();
  await p.goto('/gaps');
  const count = p.getByRole('status').filter({ hasText: '个缺口' });
  await count.waitFor();
  const all = await count.textContent();
  await p.getByLabel('产业链').selectOption({ label: '煤基碳材料' });
  await p.getByLabel('类型').selectOption({ label: '延链' });
  await p.waitForURL(/chain=coal-carbon&kind=extend/);
  await p.getByRole('link', { name: '针状焦', exact: true }).waitFor();
  expect(await count.textContent()).not.toBe(all);
  await p.reload();
  await p.getByRole('link', { name: '针状焦', exact: true }).waitFor();
  expect(await p.getByLabel('类型').inputValue()).toBe('extend');
});

test('英文界面', async () => {
  const p = page();
  await p.goto('/chains');
  await p.getByRole('button', { name: 'English' }).click();
  await p.getByRole('heading', { name: 'Chains', level: 1 }).waitFor();
  await p.getByRole('link', { name: 'Coal-based carbon materials' }).waitFor();
  await p.reload();
  await p.getByRole('heading', { name: 'Chains', level: 1 }).waitFor();
});

/** The points that stand in the first table of that caption add up to its printed sum. */
async function addsUp(p: Page, caption: RegExp) {
  const table = p.getByRole('table', { name: caption }).first();
  const rows = await table.locator('tbody tr').all();
  let sum = 0;
  for (const row of rows) sum += Number(await row.locator('td').nth(3).textContent()) || 0;
  const printed = Number(await table.locator('tfoot td').first().textContent());
  expect(Math.abs(sum - printed)).toBeLessThan(0.00005 * (rows.length + 1));
}
