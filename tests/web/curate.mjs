// What a curator does on the first day, in a real browser: with JavaScript by
// the keyboard alone, without it by forms alone. Then every page under axe
// (WCAG A and AA) in light and dark, at 320 pixels and at 200 % zoom.
// usage: curate.mjs EVMINE DB with|without OUT [SHOTS]
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [evmine, db, way, out, shots] = process.argv.slice(2);
const require = createRequire(join(out, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const js = way === 'with';

let n = 0, bad = 0;
function check(good, what, got) {
	n++;
	if (good) return;
	bad++;
	console.log(`not ok web: ${what}` + (got === undefined ? '' : `: ${JSON.stringify(got).slice(0, 900)}`));
}

// --- the server, as `make demo` says to start it ------------------------------
const server = spawn(evmine, ['serve', '-d', db, '-u', 'anna:admin', '-u', 'bert', '-p', '0'],
	{ stdio: ['ignore', 'pipe', 'pipe'] });
const links = await new Promise((done, fail) => {
	let text = '', errors = '';
	server.stdout.on('data', (d) => {
		text += d;
		const all = [...text.matchAll(/log in as (\w+):\s+(http:\S+)\n/g)];
		if (all.length === 2) done(Object.fromEntries(all.map((m) => [m[1], m[2]])));
	});
	server.stderr.on('data', (d) => { errors += d; });
	server.on('exit', () => fail(new Error('evm-serve ended: ' + errors)));
});
const base = new URL(links.anna).origin;
const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ['--no-sandbox'] });

async function open(user, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 },
		javaScriptEnabled: js, ...options });
	const page = await context.newPage();
	page.on('pageerror', (e) => check(false, 'no script fails', e.message));
	page.on('console', (m) => { if (m.type() === 'error') check(false, 'no console error', m.text()); });
	if (user) {
		await page.goto(links[user]);
		await page.getByRole('button', { name: 'Log in' }).press('Enter');
		await page.waitForURL(base + '/');
	}
	return page;
}

const heading = (page) => page.locator('h1').innerText();
const evidence = (page) => page.locator('#card').getAttribute('data-ev');
const twin = async (page, path) => (await page.request.get(base + path)).json();
const state = async (page, ev) => (await twin(page, `/e/${ev}.json`)).status;

// Waits until the card shown is another one.
async function changed(page, ev) {
	await page.locator(`#card:not([data-ev="${ev}"])`).waitFor();
}

// Waits until the server says what we expect of an evidence.
async function settles(page, ev, want, what) {
	let got;
	for (let i = 0; i < 100; i++) {
		got = await state(page, ev);
		if (got === want) return check(true, what);
		await new Promise((r) => setTimeout(r, 50));
	}
	check(false, what, got);
}

// --- the curator's acts, by keys or by forms --------------------------------------
const button = (page, name) => page.getByRole('button', { name, exact: false });

const acts = js ? {
	accept: (page) => page.keyboard.press('a'),
	unsure: (page) => page.keyboard.press('u'),
	reject: async (page) => { await page.keyboard.press('r'); await page.keyboard.press('p'); },
	undo: (page) => page.keyboard.press('z'),
	edit: (page) => page.keyboard.press('e'),
	missed: (page) => page.keyboard.press('n'),
} : {
	accept: (page) => page.locator('button[value="accept"]').click(),
	unsure: (page) => page.locator('button[value="unsure"]').click(),
	reject: async (page) => {
		await page.locator('#reject > summary').click();
		await page.locator('button[value="polarity"]').click();
	},
	undo: (page) => page.locator('[data-do="undo"]').click(),
	edit: (page) => page.locator('a[data-do="edit"]').click(),
	missed: (page) => page.locator('a[data-do="missed"]').click(),
};

async function start(page) {
	const b = button(page, 'Start reviewing');
	if (!js) return b.click();
	// by the keyboard: Tab until it has the focus
	for (let i = 0; i < 40; i++) {
		if (await b.evaluate((e) => e === document.activeElement)) break;
		await page.keyboard.press('Tab');
	}
	await page.keyboard.press('Enter');
}

async function judge(page, how, want) {
	const ev = await evidence(page);
	await acts[how](page);
	await changed(page, ev);
	await settles(page, ev, want, `${how} of ${ev}`);
	return ev;
}

async function judgeTen(page) {
	const judged = [];
	for (const how of ['accept', 'accept', 'unsure', 'accept', 'accept', 'accept', 'unsure', 'accept', 'accept'])
		judged.push(await judge(page, how, how === 'accept' ? 'accepted' : 'unsure'));
	const ev = await judge(page, 'reject', 'rejected');
	const vote = (await twin(page, `/e/${ev}.json`)).votes.at(-1);
	check(vote.reason === 'polarity', 'the reason is kept', vote);
	check(new Set(judged).size === 9, 'nine different cards', judged);
	return [...judged, ev];
}

async function undo(page, last) {
	await acts.undo(page);
	await page.locator(`#card[data-ev="${last}"]`).waitFor();
	await settles(page, last, 'new', 'the last decision is taken back');
	await judge(page, 'reject', 'rejected');
}

// A claim judged before comes again as if it were new; the first vote stays.
async function secondLook(page) {
	const meta = (every, days) => execFileSync('sqlite3', [db, '.timeout 5000', `UPDATE meta SET value = ${every} ` +
		`WHERE key = 'second_every'; UPDATE meta SET value = ${days} WHERE key = 'second_days'`]);
	meta(1, 0);
	await page.goto(base + '/q/next?status=new&predicate=treats');
	const first = await evidence(page), after = await page.locator('#card').getAttribute('data-next');
	const was = await twin(page, `/e/${after}.json`);
	check(was.votes.some((v) => v.by === 'anna' && v.counts), 'the next card is one that was judged', was.votes);
	await acts.accept(page);
	await page.locator(`#card[data-ev="${after}"]`).waitFor();
	check(await page.locator('#card .badge.st-new').count() === 1, 'it looks new', await page.locator('#card').innerText());
	check(!/anna/.test(await page.locator('#card').innerText()), 'nobody has judged it', await page.locator('#card').innerText());
	meta(20, 7);
	await acts.reject(page);
	await changed(page, after);
	let look;
	for (let i = 0; i < 100 && !look; i++) {
		look = (await twin(page, `/e/${after}.json`)).votes.find((v) => v.verdict === 'reject');
		await new Promise((r) => setTimeout(r, 50));
	}
	check(look && !look.counts, 'the second vote is kept apart', look);
	check(await state(page, after) === was.status, 'the first vote stays', was.status);
	const self = (await twin(page, '/agreement.json')).self;
	check(self.length === 1 && self[0].n === 1 && self[0].same === 0, 'figures of it', self);
	await acts.undo(page);
	await page.locator(`#card[data-ev="${after}"]`).waitFor();
	check((await twin(page, '/agreement.json')).self.length === 0, 'it alone is taken back');
	check(await state(page, after) === was.status, 'and the first vote stays', was.status);
	await page.goto(`${base}/e/${first}`);
}

// Changes the disease's concept by a search, and saves with a vote.
async function edit(page) {
	await page.goto(base + '/q/next?status=new&predicate=treats');
	const ev = await evidence(page);
	await acts.edit(page);
	await page.waitForURL(/\/edit/);
	const search = page.locator('[name="object.search"]');
	if (js) {
		await page.keyboard.press('4');
		check(await search.evaluate((e) => e === document.activeElement), '4 goes to the search');
		await page.keyboard.type('pulmonary fib');
		await page.locator('[data-hits="object"] input').first().waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Control+Enter');
	} else {
		await search.fill('pulmonary fib');
		await page.locator('button[value="find-object"]').click();
		await page.locator('[data-hits="object"] input').first().check();
		await page.getByRole('button', { name: 'Save and accept' }).last().click();
	}
	await changed(page, ev).catch(async () => check(false, 'the edit is saved', await page.locator('main').innerText()));
	await settles(page, ev, 'accepted', 'an edit with its vote');
	const says = (await twin(page, `/e/${ev}.json`)).says.object;
	check(/pulmonary fibrosis/i.test(says.norm) && says.id !== '', 'the concept is the one found', says);
}

async function missed(page) {
	await page.goto(base + '/q/next?status=new&predicate=decreases');
	await acts.missed(page);
	await page.waitForURL(/\/missed/);
	if (js) {
		const choose = async (name, at) => {
			await page.locator(`[name="${name}"]`).focus();
			for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown');
		};
		await choose('subject.mention', 1);
		await choose('object.mention', 2);
		await choose('predicate', 4);
		await page.keyboard.press('Control+Enter');
	} else {
		await page.locator('[name="subject.mention"]').selectOption({ index: 1 });
		await page.locator('[name="object.mention"]').selectOption({ index: 2 });
		await page.locator('[name="predicate"]').selectOption('affects');
		await page.getByRole('button', { name: 'Add the claim' }).click();
	}
	await page.waitForURL(/did=missed/).catch(async () =>
		check(false, 'the missed claim is added', await page.locator('main').innerText()));
	const card = await twin(page, `/e/${await evidence(page)}.json`);
	check(card.status === 'accepted' && card.rule === '' || card.rule === 'curator', 'added, and accepted', card);
}

async function exportDecisions(page) {
	await page.goto(base + '/export');
	const link = page.getByRole('link', { name: 'decisions.jsonl' });
	const [file] = await Promise.all([page.waitForEvent('download'),
		js ? link.press('Enter') : link.click()]);
	const lines = readFileSync(await file.path(), 'utf8').trim().split('\n').map((l) => JSON.parse(l));
	check(lines.filter((l) => JSON.stringify(l).includes('"polarity"')).length >= 2,
		'the export holds both rejections', lines.length);
	check(lines.length >= 15, 'the export holds every act', lines.length);
}

// --- lost and found: the network fails between a key and the answer -------------------
async function offline(page) {
	await page.goto(base + '/q/next?status=new');
	await page.locator('#card').waitFor();
	await page.waitForTimeout(300);		// the next card comes ahead
	const ev = await evidence(page);
	await page.route('**/decision*', (r) => r.abort());
	page.removeAllListeners('console');	// the browser tells that it failed
	await page.keyboard.press('a');
	await page.locator('#unsaved.failed').waitFor();
	check(/1 unsaved/.test(await page.locator('#unsaved').innerText()), 'the strip counts what is not saved');
	check(await state(page, ev) === 'new', 'it is not saved indeed');
	await page.unroute('**/decision*');
	await settles(page, ev, 'accepted', 'it is sent again when the network is back');
	await page.locator('#unsaved').waitFor({ state: 'hidden' });
}

async function keysSettings(page) {
	await page.goto(base + '/keys');
	await page.locator('[name="key.accept"]').fill('y');
	await page.getByRole('button', { name: 'Save the keys' }).click();
	await page.waitForURL(/did=saved/);
	await page.goto(base + '/q/next?status=new');
	let ev = await evidence(page);
	await page.keyboard.press('a');
	await page.waitForTimeout(200);
	check(await evidence(page) === ev && await state(page, ev) === 'new', 'the old key does nothing');
	await page.keyboard.press('y');
	await changed(page, ev);
	await settles(page, ev, 'accepted', 'the new key accepts');
	await page.goto(base + '/keys');
	await page.getByLabel('off: buttons and links alone').check();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.goto(base + '/q/next?status=new');
	ev = await evidence(page);
	await page.keyboard.press('y');
	await page.waitForTimeout(200);
	check(await state(page, ev) === 'new', 'switched off, no key acts');
	check(await page.locator('[aria-keyshortcuts]').count() === 0, 'and none is told');
	await page.goto(base + '/keys');
	await page.getByRole('button', { name: 'As delivered' }).click();
	await page.goto(base + '/keys');
	await page.getByLabel('off: buttons and links alone').uncheck();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
}

// Rows of a list are judged by key, without opening them.
async function rowsByKey(page) {
	await page.goto(base + '/q?status=new');
	const row = async () => page.evaluate(() => document.activeElement.closest('[data-row]').dataset.row.split('.')[0]);
	await page.keyboard.press('j');
	const first = await row();
	await page.keyboard.press('a');
	await settles(page, first, 'accepted', 'a accepts the row');
	const second = await row();
	check(second !== first, 'the next row has the focus');
	check(/accepted/.test(await page.locator(`[data-row^="${first}."] [data-status]`).innerText()), 'the row says so');
	await page.keyboard.press('r');
	await page.locator('dialog[open]').waitFor();
	await audit(page, 'the reasons of a row', 'light');
	await page.keyboard.press('h');
	await settles(page, second, 'rejected', 'r and its reason reject the row');
	const vote = (await twin(page, `/e/${second}.json`)).votes.at(-1);
	check(vote.reason === 'hypothesis', 'for that reason', vote);
	await page.locator('dialog').waitFor({ state: 'detached' });
	await page.keyboard.press('Z');
	await settles(page, second, 'new', 'Z takes the last one back');
	await page.keyboard.press('?');
	await page.locator('dialog[open]').waitFor();
	check(/Nothing more here/.test(await page.locator('dialog').innerText()), '? shows the keys in place');
	await audit(page, 'the keys', 'light');
	await page.keyboard.press('Escape');
	await page.locator('dialog').waitFor({ state: 'detached' });
	await page.keyboard.press('Z');
	await settles(page, first, 'new', 'and the one before');
}

// --- every page ------------------------------------------------------------------------
async function paths(page) {
	const card = (await twin(page, '/q.json?status=accepted')).rows[0];
	const item = await twin(page, `/e/${card.ev}.json`);
	const claim = encodeURIComponent(item.claim_key).replaceAll('.', '%2E');
	const doc = encodeURIComponent(card.doc);
	const id = encodeURIComponent(item.says.object.id || item.says.object.norm);
	return { home: '/', queue: '/q?status=new', search: '/q?q=exosomes&sort=uncertain', card: `/e/${card.ev}?status=new`,
		next: '/q/next?status=new', edit: `/e/${card.ev}/edit`, versions: `/e/${card.ev}/history`, similar: `/e/${card.ev}/similar`,
		claim: `/c/${claim}`, paper: `/d/${doc}`, missed: `/d/${doc}/missed?ord=2`, concept: `/x/${id}`,
		concepts: '/x?q=kidney', teach: `/teach?quote=x&id=${id}`, lessons: '/teach', adjudicate: '/adjudicate', agreement: '/agreement',
		stats: '/stats', sample: '/sample', history: '/history', audit: '/audit', inbox: '/inbox', bulk: '/bulk?predicate=treats',
		export: '/export', guide: '/guide', keys: '/keys', settings: '/settings', none: '/nothing' };
}

// Two curators differ, so that there is something to adjudicate; bert's sample
// gives figures.
async function others(page) {
	const bert = await open('bert');
	const list = (await twin(page, '/q.json?status=accepted')).rows;
	for (const row of list.slice(0, 3)) {
		await bert.goto(`${base}/e/${row.ev}`);
		const f = await bert.locator('form.decide');
		const get = (name) => f.locator(`[name="${name}"]`).first().inputValue();
		const fields = { csrf: await get('csrf'), ver: await get('ver'), key: await get('key'), reason: 'grounding' };
		const r = await bert.request.post(`${base}/e/${row.ev}/decision`, { form: fields, headers: { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' } });
		check(r.status() === 201, 'bert votes too', await r.text());
	}
	await bert.context().close();
	await page.goto(base + '/sample');
	await page.locator('[name="name"]').fill('autumn');
	await page.locator('[name="n"]').fill('40');
	await page.getByRole('button', { name: 'Draw' }).click();
	await page.waitForURL(/sample=autumn/);
}

async function audit(page, name, scheme) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
	check(found.violations.length === 0, `axe on ${name}, ${scheme}`, found.violations.map((v) =>
		[v.id, v.nodes.slice(0, 3).map((x) => x.html.slice(0, 160) + ' ' + (x.any[0] ? x.any[0].message : ''))]));
}

async function fits(page, name, what) {
	const wide = await page.evaluate(() => {
		const most = document.documentElement.clientWidth;
		const out = [...document.querySelectorAll('body *')].filter((e) => {
			const r = e.getBoundingClientRect();
			return r.width > 0 && r.right > most + 1 && !e.closest('.scroll, pre, .vh, .first, .skip') &&
				getComputedStyle(e).position !== 'absolute';
		}).slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
		return document.documentElement.scrollWidth > most + 1 || out.length ? out : null;
	});
	check(wide === null, `${name} fits ${what}`, wide);
}

async function everyPage(session) {
	const storage = await session.context().storageState();
	const all = await paths(session);
	for (const scheme of ['light', 'dark']) {
		const page = await open(null, { storageState: storage, colorScheme: scheme });
		page.removeAllListeners('console');	// 404 on purpose
		for (const [name, path] of Object.entries(all)) {
			await page.goto(base + path);
			if (name === 'next') await page.keyboard.press('r');
			await audit(page, name, scheme);
			await shoot(page, name + (scheme === 'dark' ? '-dark' : ''));
		}
		await page.context().close();
	}
	for (const [width, what] of [[320, '320 pixels'], [640, '200 % zoom of 1280']]) {
		const page = await open(null, { storageState: storage, viewport: { width, height: 800 } });
		page.removeAllListeners('console');
		for (const [name, path] of Object.entries(all)) {
			await page.goto(base + path);
			await fits(page, name, what);
		}
		await page.context().close();
	}
}

async function shoot(page, name, folder = join(out, 'shots')) {
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, name + '.png') });
}

// The README's pictures, of a database in which somebody has worked a while.
async function pictures(session) {
	const storage = await session.context().storageState();
	const all = await paths(session);
	const take = async (options, list) => {
		const page = await open(null, { storageState: storage, viewport: { width: 1000, height: 600 }, ...options });
		for (const [name, path, key] of list) {
			await page.goto(base + path);
			if (key) await page.keyboard.press(key);
			await page.waitForTimeout(150);
			await shoot(page, name, shots);
		}
		await page.context().close();
	};
	await take({}, [['card', '/q/next?status=new&certainty=hedged'], ['reject', all.next, 'r'], ['queue', '/q?source=UC']]);
	await take({ colorScheme: 'dark' }, [['card-dark', all.next]]);
	await take({ viewport: { width: 390, height: 780 } }, [['card-phone', all.next]]);
}

// --- all of it ----------------------------------------------------------------------------
try {
	const page = await open('anna');
	await start(page);
	await page.locator('#card').waitFor();
	if (js) check(await page.locator('h1').evaluate((e) => e === document.activeElement), 'the heading has the focus');
	const judged = await judgeTen(page);
	if (js) check(await page.locator('h1').evaluate((e) => e === document.activeElement), 'the next heading has the focus');
	if (js) check(/Saved/.test(await page.locator('#said').innerText()), 'the status line says saved');
	await undo(page, judged.at(-1));
	await edit(page);
	await missed(page);
	await exportDecisions(page);
	await secondLook(page);
	if (js) {
		await offline(page);
		await keysSettings(page);
		await rowsByKey(page);
		await others(page);
		await everyPage(page);
		if (shots) await pictures(page);
	}
} catch (e) {
	check(false, 'the way through', e.stack);
} finally {
	await browser.close();
	server.removeAllListeners('exit');
	server.kill('SIGTERM');
}
console.log(`web, ${way} JavaScript: ${bad ? 'FAILED' : 'ok'}, ${n} checks`);
process.exit(bad ? 1 : 0);
