import { chromium, type Browser, type Download, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Address of the server under test. */
export function server(): string {
  const url = process.env.LIANTU_URL;
  if (!url) throw new Error('LIANTU_URL 未设置：先运行 liantu serve，再以 LIANTU_URL=http://127.0.0.1:8080 npm run e2e / LIANTU_URL is not set');
  return url.replace(/\/$/, '');
}

/**
 * A fresh page for every journey. Whatever the browser complains of fails the
 * journey, but for answers that it asked to be refused (`expected`).
 */
export function newPages(expected: RegExp = /^$/) {
  let browser: Browser;
  let page: Page;
  let complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage({ baseURL: server(), locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(15_000);
    page.on('console', (m) => {
      if (m.type() === 'error' && !expected.test(m.text())) complaints.push(m.text());
    });
    page.on('pageerror', (e) => complaints.push(e.message));
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });
  return () => page;
}

/** The first bytes and the proposed name of a file that a click saves. */
export async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; start: string; size: number }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), ...(await contentOf(download)) };
}

async function contentOf(download: Download) {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const all = Buffer.concat(chunks);
  return { start: all.subarray(0, 2).toString('latin1'), size: all.length };
}
