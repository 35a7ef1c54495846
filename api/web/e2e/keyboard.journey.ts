import { expect, test } from 'vitest';
import { newPages } from './browser';

const page = newPages(/status of 404/);

test('只用键盘：跳到正文，走链图，开关环节', async () => {
  const p = page();
  await p.goto('/chains/coal-carbon');
  await p.getByRole('button', { name: /^煤沥青，/ }).waitFor();
  await p.keyboard.press('Tab');
  expect(await p.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');

  const focused = () => p.evaluate(() => document.activeElement?.getAttribute('data-link') ?? '');
  for (let i = 0; i < 30 && (await focused()) === ''; i++) await p.keyboard.press('Tab');
  const first = await focused();
  expect(first).not.toBe('');

  await p.keyboard.press('ArrowRight');
  const second = await focused();
  expect(second).not.toBe(first);
  await p.keyboard.press('Enter');
  await p.waitForURL(new RegExp(`link=${second}`));
  await p.getByRole('complementary').getByRole('heading', { name: '为什么' }).waitFor();
  await p.keyboard.press('Escape');
  await p.getByRole('complementary').waitFor({ state: 'detached' });
  expect(p.url()).not.toContain('link=');
  expect(await focused()).toBe(second);
});

test('在链图中找：方向键选，回车开', async () => {
  const p = page();
  await p.goto('/chains/coal-carbon');
  const search = p.getByRole('combobox', { name: '在链图中找环节' });
  await search.fill('石墨');
  await p.getByRole('option').nth(1).waitFor();
  await search.press('ArrowDown');
  const name = (await p.getByRole('option', { selected: true }).locator('span').first().textContent()) ?? '';
  await search.press('Enter');
  await p.getByRole('complementary', { name, exact: true }).waitFor();
});

test('不存在的地址与编号用话说明', async () => {
  const p = page();
  await p.goto('/gaps/no-such-gap');
  await p.getByRole('alert').filter({ hasText: '没有找到' }).waitFor();
  await p.goto('/no/such/page');
  await p.getByRole('heading', { name: '没有这个页面' }).waitFor();
});
