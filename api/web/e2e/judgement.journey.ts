import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newPages } from './browser';

const page = newPages();

async function judge(p: Page, verdict: '确认' | '否定', note: string) {
  await p.getByRole('button', { name: `${verdict} 焦炭（生产）` }).click();
  const form = p.getByRole('form', { name: `${verdict} 焦炭` });
  await form.getByLabel('备注').fill(note);
  await form.getByRole('button', { name: '保存判断' }).click();
  await p.getByRole('status').filter({ hasText: `已记下：${verdict}「焦炭」` }).waitFor();
}

test('检索企业，确认与否定所在环节，重开仍在', async () => {
  const p = page();
  await p.goto('/firms');
  await p.getByRole('searchbox', { name: '检索词' }).fill('乌海示例焦化有限公司');
  await p.getByRole('searchbox', { name: '检索词' }).press('Enter');
  await p.getByRole('link', { name: '乌海示例焦化有限公司', exact: true }).click();
  await p.getByRole('heading', { name: '乌海示例焦化有限公司', level: 1 }).waitFor();
  await p.getByRole('heading', { name: '经营范围' }).waitFor();

  const row = p.getByRole('row').filter({ has: p.getByRole('link', { name: '焦炭', exact: true }) });
  await judge(p, '否定', '示例：现场已停产');
  expect(await row.textContent()).toContain('已否定');
  await p.reload();
  await row.waitFor();
  expect(await row.textContent()).toContain('已否定');

  await judge(p, '确认', '示例：电话核实');
  expect(await row.textContent()).toContain('已确认');
});

test('取消不留下判断', async () => {
  const p = page();
  await p.goto(`/firms/${encodeURIComponent('乌海示例焦化有限公司')}`);
  const confirm = p.getByRole('button', { name: '否定 煤焦油（生产）' });
  await confirm.click();
  await p.getByRole('form', { name: '否定 煤焦油' }).getByRole('button', { name: '取消' }).click();
  await confirm.waitFor();
  const row = p.getByRole('row').filter({ has: p.getByRole('link', { name: '煤焦油', exact: true }) });
  expect(await row.textContent()).not.toContain('已否定');
});
