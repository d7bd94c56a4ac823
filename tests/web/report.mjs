// The report in a browser, opened from disk, without JavaScript and without a
// network: what is in it works by CSS and links alone. Then under axe (WCAG A
// and AA) in light and dark, with a panel open, and at 320 pixels.
// usage: report.mjs REPORT OUT [SHOTS]
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [report, out, shots] = process.argv.slice(2);
const require = createRequire(join(out, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const url = pathToFileURL(resolve(report)).href;

let n = 0, bad = 0;
function check(good, what, got) {
	n++;
	if (good) return;
	bad++;
	console.log(`not ok report: ${what}` + (got === undefined ? '' : `: ${JSON.stringify(got).slice(0, 900)}`));
}

const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ['--no-sandbox'] });

async function open(options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false, offline: true, ...options });
	const page = await context.newPage();
	page.on('console', (m) => check(false, 'the browser says nothing', m.text()));
	page.on('request', (r) => check(r.url().split('#')[0] === url, 'nothing else is loaded', r.url()));
	await page.goto(url);
	return page;
}

const shown = (page, what) => page.locator(what).first().isVisible();
// how many of them are; in the page, since a list can be long
const visible = (page, what) => page.evaluate((w) => [...document.querySelectorAll(w)].filter((e) => e.checkVisibility()).length, what);

// A mark leads to its panel, the panel to a claim in the list and away.
async function follow(page) {
	const mark = page.locator('#map .view-all svg a', { hasText: /×/ }).first();
	const name = (await mark.locator('title').textContent()).split(': ')[0];
	await mark.click();
	const panel = page.locator('.panel:target');
	check(await panel.locator('h2').innerText() === name, 'a mark opens its panel', name);
	check(await panel.locator('.sent').count() > 0, 'with sentences');
	check(await visible(page, '.panel') === 1, 'one panel is open');
	const link = panel.locator('a.to').first();
	const id = (await link.getAttribute('href')).slice(1);
	await link.click();
	check(await visible(page, '.panel') === 0, 'a claim closes it');
	check(await page.locator(`[id="${id}"]:target`).isVisible(), 'and stands in the list');
	await page.goBack();
	await panel.locator('.close').click();
	check(await visible(page, '.panel') === 0, 'close closes it');
}

async function views(page) {
	const count = () => visible(page, '#claims .says > li');
	const all = await count();
	await page.getByRole('radio', { name: 'Accepted' }).focus();
	await page.keyboard.press('Space');
	check(await shown(page, '#map .view-acc svg') && !await shown(page, '#map .view-all'), 'accepted alone are drawn');
	const accepted = await count();
	await page.keyboard.press('ArrowRight');
	check(await shown(page, '#map .view-new svg') && !await shown(page, '#map .view-acc'), 'unreviewed alone are drawn');
	const fresh = await count();
	check(accepted > 0 && fresh > 0 && accepted + fresh <= all, 'the list follows', [all, accepted, fresh]);
	check(await visible(page, '#claims .sent') > 0 && await visible(page, '#claims article h3') > 0, 'with its sentences');
	check(await page.locator('label[for="v-new"] b').innerText() === String(fresh), 'the number is right', fresh);
}

async function audit(page, what) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
	check(found.violations.length === 0, `axe, ${what}`, found.violations.map((v) =>
		[v.id, v.nodes.slice(0, 3).map((x) => x.html.slice(0, 160) + ' ' + (x.any[0] ? x.any[0].message : ''))]));
}

// Beside the figures, which scroll inside their box, nothing is too wide.
async function fits(page, what) {
	const wide = await page.evaluate(() => {
		const most = document.documentElement.clientWidth;
		const over = [...document.querySelectorAll('body *')].filter((e) => {
			const r = e.getBoundingClientRect();
			return r.width > 0 && r.right > most + 1 && !e.closest('.scroll, .skip, .top ul');
		}).slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
		return document.documentElement.scrollWidth > most + 1 || over.length ? over : null;
	});
	check(wide === null, `fits ${what}`, wide);
}

// No two labels of a figure lie on each other.
async function labels(page) {
	const over = await page.evaluate(() => [...document.querySelectorAll('.view-all svg, #trials svg')].flatMap((svg) => {
		const boxes = [...svg.querySelectorAll('text')].filter((t) => !t.classList.contains('m-bang'))
			.map((t) => [t.textContent, t.getBoundingClientRect()]);
		const hits = [];
		for (let i = 0; i < boxes.length; i++)
			for (let k = i + 1; k < boxes.length; k++) {
				const a = boxes[i][1], b = boxes[k][1];
				if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
					hits.push([svg.getAttribute('aria-labelledby'), boxes[i][0], boxes[k][0]]);
			}
		return hits;
	}));
	check(over.length === 0, 'labels stand apart', over.slice(0, 5));
}

try {
	const page = await open();
	await follow(page);
	await views(page);
	await page.context().close();
	for (const scheme of ['light', 'dark']) {
		const p = await open({ javaScriptEnabled: true, colorScheme: scheme });
		await audit(p, scheme);
		if (scheme === 'light') await labels(p);
		await p.locator('#map .view-all svg a', { hasText: /×/ }).first().click();
		await audit(p, `${scheme}, a panel open`);
		await p.context().close();
	}
	const phone = await open({ javaScriptEnabled: true, viewport: { width: 320, height: 800 } });
	await fits(phone, '320 pixels');
	await audit(phone, '320 pixels');
	await phone.locator('#effects .view-all svg a').nth(1).click();
	await fits(phone, '320 pixels, a panel open');
	await phone.context().close();
	if (shots) {
		mkdirSync(shots === '-' ? join(out, 'shots') : shots, { recursive: true });
		const p = await open({ viewport: { width: 1280, height: 860 } });
		await p.locator('#map .view-all svg a', { hasText: /×/ }).first().click();
		await p.locator('#map').evaluate((e) => e.scrollIntoView());
		await p.screenshot({ path: join(shots === '-' ? join(out, 'shots') : shots, 'report.png') });
	}
} catch (e) {
	check(false, 'the way through', e.stack);
} finally {
	await browser.close();
}
console.log(`report: ${bad ? 'FAILED' : 'ok'}, ${n} checks`);
process.exit(bad ? 1 : 0);
