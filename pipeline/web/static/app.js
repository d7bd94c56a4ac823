// What makes the pages fast; each of them works without it. Keys press the
// buttons that carry them (aria-keyshortcuts), votes go out behind the next
// card, which was fetched ahead, and stay in this browser until the server
// says that they are saved.
'use strict';
(() => {
	const $ = (s, root) => (root || document).querySelector(s);
	const $$ = (s, root) => [...(root || document).querySelectorAll(s)];
	const STORE = 'evmine.unsaved';
	let shown = performance.now();
	let ahead = null;	// { url, page: Promise<Document|null> }

	// --- votes that are not saved yet -----------------------------------
	const load = () => {
		try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; }
	};
	const store = (list) => {
		try { localStorage.setItem(STORE, JSON.stringify(list)); } catch { /* full or forbidden */ }
	};
	let unsaved = load();
	let failed = '';

	function strip() {
		const s = $('#unsaved');
		if (!s) return;
		s.hidden = !unsaved.length && !failed;
		s.className = failed ? 'failed' : '';
		s.setAttribute('role', failed ? 'alert' : 'status');
		s.textContent = (unsaved.length ? unsaved.length + ' unsaved. ' : '') + failed;
	}

	const say = (text, undoOf) => {
		const s = $('#said');
		if (!s) return;
		s.textContent = '';
		const b = document.createElement('span');
		b.className = 'ok';
		b.textContent = text;
		s.append(b);
		if (undoOf) pointUndo(undoOf);
	};

	// The undo of this card takes back what was done just now, on another one.
	function pointUndo(ev) {
		const card = $('#card');
		const b = $('[data-do="undo"]');
		if (card && b) b.form.action = '/e/' + ev + '/undo' + card.dataset.query;
	}

	async function send(vote) {
		const body = new URLSearchParams(vote.body);
		const csrf = $('input[name="csrf"]');
		if (csrf) body.set('csrf', csrf.value);	// of this session, not of the stored one
		let r;
		try {
			r = await fetch(vote.url, {
				method: 'POST', body, keepalive: true, redirect: 'manual',
				headers: { Accept: 'application/json' },
			});
		} catch {
			failed = 'The server does not answer; your decisions wait in this browser.';
			setTimeout(retry, 3000);
			return strip();
		}
		if (r.status === 401) {
			failed = 'Your session ran out: log in again, your decisions wait in this browser.';
			return strip();
		}
		if (r.status === 429 || r.status >= 500) {
			setTimeout(retry, 1500);
			return strip();
		}
		unsaved = load().filter((v) => v.key !== vote.key);
		store(unsaved);
		const a = await r.json().catch(() => ({}));
		failed = '';
		if (r.status === 200 || r.status === 201) {
			vote.saved = true;
			vote.status = a.status;
			say('Saved: ' + vote.words + '.', vote.ev);
		} else
			failed = 'Not saved (' + vote.words + ', evidence ' + vote.ev + '): ' +
				(a.why || a.error || r.status) + ' — open /e/' + vote.ev + ' and decide again.';
		strip();
	}

	const retry = () => { unsaved = load(); unsaved.forEach(send); };

	addEventListener('beforeunload', (e) => {
		if (failed && unsaved.length) e.preventDefault();
	});

	// --- from card to card ------------------------------------------------
	async function fetchPage(url) {
		try {
			const r = await fetch(url, { headers: { Accept: 'text/html' } });
			if (!r.ok || r.redirected) return null;
			return new DOMParser().parseFromString(await r.text(), 'text/html');
		} catch { return null; }
	}

	function lookAhead() {
		const card = $('#card');
		ahead = null;
		if (!card || card.dataset.next === '0') return;
		const q = card.dataset.query;
		const url = '/e/' + card.dataset.next + q + (q ? '&' : '?') + 'behind=' + card.dataset.behind;
		ahead = { url, page: fetchPage(url) };
	}

	function show(page, url, words) {
		const main = page && $('#main', page);
		if (!main) { location.href = url; return; }
		$('#main').replaceWith(document.adoptNode(main));
		document.title = page.title;
		history.pushState(null, '', url);
		ready();
		const h = $('h1');
		if (h) { h.tabIndex = -1; h.focus({ preventScroll: true }); }
		scrollTo(0, 0);
		if (words) say(words);
	}

	async function decide(form, button) {
		const card = $('#card');
		const body = new URLSearchParams(new FormData(form));
		if (button && button.name) body.set(button.name, button.value);
		body.set('ms', String(Math.round(performance.now() - shown)));
		const words = (button ? button.textContent : '').replace(/\s+\S$|^\S\s+/g, '').trim().toLowerCase();
		const vote = { url: form.action, body: body.toString(), key: body.get('key'), ev: card.dataset.ev, words };
		const left = Number($('#left').dataset.left);
		unsaved.push(vote);
		store(unsaved);
		strip();
		const next = ahead;
		const sent = send(vote);
		if (!next) {		// the last one: see the server's own end of the queue
			await sent;
			if (!failed) location.href = '/q' + (card.dataset.query ? card.dataset.query + '&' : '?') + 'was=' + vote.ev;
			return;
		}
		const page = await next.page;
		show(page, next.url, (vote.saved ? 'Saved: ' : 'Saving: ') + words + '.');
		pointUndo(vote.ev);
		const l = $('#left');
		if (l && body.get('verdict') !== 'skip' && left) {
			l.dataset.left = String(left - 1);
			l.textContent = left - 1 + ' left';
		}
	}

	// --- keys --------------------------------------------------------------
	const keysOff = () => document.body.hasAttribute('data-keys-off');
	const needsAlt = () => document.body.hasAttribute('data-keys-alt');
	const typing = (t) => t.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]');
	const visible = (e) => e.offsetParent !== null || e.getClientRects().length > 0;

	function press(e) {
		if (e.matches('summary')) {
			e.parentElement.open = !e.parentElement.open;
			const field = e.parentElement.id === 'comment' ? $('textarea', e.parentElement) :
				$('button', e.parentElement);
			if (e.parentElement.open && field) field.focus({ preventScroll: true });
			if (e.parentElement.open) e.parentElement.scrollIntoView({ block: 'nearest' });
		} else if (e.matches('input')) {
			e.focus();
			e.select();
		} else {
			e.click();
		}
	}

	function reasonKey(key) {
		const d = $('#reject');
		if (!d || !d.open) return false;
		const b = $$('button[data-key]', d).find((x) => x.dataset.key === key);
		if (!b) return false;
		if (b.hasAttribute('data-needs-text') && !$('textarea', d).value.trim()) {
			$('textarea', d).focus();
			return true;
		}
		b.click();
		return true;
	}

	function onKey(e) {
		if (e.isComposing || e.ctrlKey || e.metaKey) {
			if (e.key === 'Enter' && e.ctrlKey && e.target.form) {
				e.preventDefault();
				const f = e.target.form;
				f.requestSubmit($('button.primary', f) || undefined);
			}
			return;
		}
		if (e.key === 'Escape' && $('dialog[open]')) return;
		if (e.key === 'Escape') {
			const d = $('details[open].act, #reject[open], #comment[open]');
			if (d) { d.open = false; $('summary', d).focus(); return; }
			if (typing(e.target)) { e.target.blur(); return; }
			const c = $('[data-cancel]');
			if (c) c.click();
			return;
		}
		if ($('dialog[open]')) return;
		if (keysOff() || e.altKey !== needsAlt() || typing(e.target) || e.key.length !== 1) return;
		const name = (needsAlt() ? 'Alt+' : '') + e.key;
		if (reasonKey(e.key)) { e.preventDefault(); return; }
		const all = $$('[aria-keyshortcuts], [data-key]').filter(visible);
		const hit = all.find((x) => x.getAttribute('aria-keyshortcuts') === name) ||
			all.find((x) => x.dataset.key === e.key && x.closest('.editor'));
		if (hit) {
			e.preventDefault();
			if (hit.closest('.editor') && hit.dataset.key) hit.focus(); else press(hit);
		} else {
			listKey(e);
		}
	}

	// In lists, j and k go from row to row, x ticks, Enter opens; where rows
	// are not ticked, a, u and r with its reason decide.
	function listKey(e) {
		const keys = document.body.dataset, row = e.target.closest('[data-row]');
		const tick = row && $('input[type="checkbox"]', row);
		const open = row && !tick;
		if (e.key === keys.nextKey) walk(1);
		else if (e.key === keys.backKey) walk(-1);
		else if (e.key === keys.selectKey && tick) tick.checked = !tick.checked;
		else if (e.key === keys.acceptKey && open) decideRow(row, { verdict: 'accept' }, 'accept');
		else if (e.key === keys.unsureKey && open) decideRow(row, { verdict: 'unsure' }, 'unsure');
		else if (e.key === keys.rejectKey && open) askReason(row);
		else if (e.key === keys.undoLastKey) undoLast();
		else if (e.key === keys.searchKey) location.href = '/q';
		else if (e.key === keys.helpKey) showKeys();
		else return;
		e.preventDefault();
	}

	function walk(step) {
		const links = $$('[data-row] a[href^="/e/"]');
		if (!links.length) return;
		const at = links.findIndex((a) => a.closest('[data-row]').contains(document.activeElement));
		const to = links[Math.max(0, Math.min(links.length - 1, at + step))];
		$$('[data-row][aria-selected], [data-row].at').forEach((r) => { r.removeAttribute('aria-selected'); r.classList.remove('at'); });
		to.closest('[data-row]').classList.add('at');
		(to.closest('[data-row]').querySelector('input[type="checkbox"]') || to).focus();
	}

	const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((x) => x.toString(16).padStart(2, '0')).join('');

	// A line for what was done, where the page has none.
	function statusLine() {
		if ($('#said')) return;
		const d = document.createElement('div'), s = document.createElement('span');
		d.className = 'said';
		s.id = 'said';
		s.setAttribute('role', 'status');
		d.append(s);
		$('#main').prepend(d);
	}

	function paintRow(row, status, head) {
		const b = $('[data-status]', row);
		if (b) {
			b.className = 'badge st-' + status;
			b.textContent = status.replace('_', ' ');
		}
		if (head) row.dataset.row = row.dataset.row.split('.')[0] + '.' + head;
	}

	async function decideRow(row, fields, words) {
		const [ev, ver] = row.dataset.row.split('.');
		const body = new URLSearchParams({ csrf: '', ver, key: newKey(), ...fields });
		const vote = { url: '/e/' + ev + '/decision', body: body.toString(), key: body.get('key'), ev, words };
		statusLine();
		unsaved.push(vote);
		store(unsaved);
		strip();
		walk(1);
		await send(vote);
		if (vote.saved) paintRow(row, vote.status);
	}

	async function undoLast() {
		const csrf = $('input[name="csrf"]');
		statusLine();
		const r = await fetch('/undo', { method: 'POST', headers: { Accept: 'application/json' },
			body: new URLSearchParams({ csrf: csrf.value, key: newKey() }) }).catch(() => null);
		const a = r ? await r.json().catch(() => ({})) : {};
		say(r && r.ok ? 'Taken back: evidence ' + a.ev + ' is ' + a.status + '.' : a.why || 'The server does not answer.');
		const row = r && r.ok && $$('[data-row]').find((x) => x.dataset.row.startsWith(a.ev + '.'));
		if (row) paintRow(row, a.status, a.ver);
	}

	// --- dialogs ------------------------------------------------------------
	function dialog(title, id) {
		const d = document.createElement('dialog'), h = document.createElement('h2');
		const b = document.createElement('button');
		const back = document.activeElement;
		h.textContent = title;
		h.id = id;
		d.setAttribute('aria-labelledby', id);
		b.textContent = 'Close';
		b.addEventListener('click', () => d.close());
		d.addEventListener('close', () => { d.remove(); if (back) back.focus(); });
		d.append(h);
		d.finish = () => { d.append(b); document.body.append(d); d.showModal(); };
		return d;
	}

	function keyed(key, text) {
		const k = document.createElement('kbd');
		k.textContent = key;
		return [k, ' ' + text];
	}

	async function askReason(row) {
		const r = await fetch('/guide.json').catch(() => null);
		if (!r || !r.ok) return;
		const d = dialog('Reject: why?', 'why-title'), box = document.createElement('div');
		const text = document.createElement('textarea'), label = document.createElement('label');
		box.className = 'reasons';
		label.className = 'field';
		label.append('In words (needed for “something else”)', text);
		const choose = (x) => {
			if (x.needs_text && !text.value.trim()) { text.focus(); return; }
			d.close();
			decideRow(row, { reason: x.code, comment: text.value.trim() }, x.label);
		};
		const reasons = (await r.json()).reasons;
		for (const x of reasons) {
			const b = document.createElement('button');
			b.append(...keyed(x.key, x.label));
			b.addEventListener('click', () => choose(x));
			box.append(b);
		}
		d.addEventListener('keydown', (e) => {
			e.stopPropagation();
			if (e.target === text || e.ctrlKey || e.metaKey || e.altKey !== needsAlt()) return;
			const x = reasons.find((y) => y.key === e.key);
			if (x) { e.preventDefault(); choose(x); }
		});
		d.append(box, label);
		d.finish();
	}

	async function showKeys() {
		const r = await fetch('/keys.json').catch(() => null);
		if (!r || !r.ok) { location.href = '/keys'; return; }
		const d = dialog('Keys', 'keys-title'), list = document.createElement('dl');
		list.className = 'plain';
		for (const k of (await r.json()).keys) {
			if (!k.key || !k.web) continue;
			const dt = document.createElement('dt'), dd = document.createElement('dd');
			dt.append(...keyed(k.key, k.label));
			dd.textContent = k.help;
			list.append(dt, dd);
		}
		const a = document.createElement('a');
		a.href = '/keys';
		a.textContent = 'Change them';
		d.append(list, a, ' ');
		d.finish();
	}

	// --- the editor -----------------------------------------------------------
	function fill(part, values) {
		for (const [k, v] of Object.entries(values)) {
			const f = $('[name="' + part + '.' + k + '"]');
			if (f && v !== undefined) f.value = v;
		}
	}

	let looking = 0;
	async function look(input) {
		const part = input.dataset.search;
		const box = $('[data-hits="' + part + '"]');
		const type = $('[name="' + part + '.type"]').value;
		const mine = ++looking;
		const text = input.value.trim();
		if (text.length < 2) { box.hidden = true; return; }
		const r = await fetch('/x.json?q=' + encodeURIComponent(text) + '&type=' + encodeURIComponent(type)).catch(() => null);
		if (!r || !r.ok || mine !== looking) return;
		const list = (await r.json()).concepts;
		box.textContent = list.length ? '' : 'No concept of this type is named so.';
		for (const c of list) {
			const l = document.createElement('label'), i = document.createElement('input'), s = document.createElement('span');
			i.type = 'radio';
			i.name = part + '.pick';
			i.value = c.type + '|' + c.id + '|' + c.norm;
			s.textContent = (c.name || c.norm) + ' ' + c.id + ' · ' + c.claims + ' claims';
			i.addEventListener('change', () => fill(part, { type: c.type, norm: c.norm, id: c.id }));
			l.append(i, ' ', s);
			box.append(l);
		}
		box.hidden = false;
	}

	// Words selected in the sentence, without the marks' letters.
	function selection() {
		const sel = getSelection(), p = $('#sentence');
		if (!sel.rangeCount || !p || !p.contains(sel.anchorNode)) return '';
		const frag = sel.getRangeAt(0).cloneContents();
		$$('mark > b', frag).forEach((b) => b.remove());
		return frag.textContent.trim();
	}

	function readyEditor(form) {
		$$('.js', form).forEach((e) => { e.hidden = false; });
		$$('[data-take]', form).forEach((b) => {
			b.addEventListener('mousedown', (e) => e.preventDefault());
			b.addEventListener('click', () => {
				const text = selection();
				if (text) fill(b.dataset.take, { quote: text, at: '', norm: text, id: '' });
			});
		});
		$$('[data-mention]', form).forEach((s) => s.addEventListener('change', () => {
			const d = s.selectedOptions[0].dataset;
			if (s.value) fill(s.dataset.mention, { quote: d.quote, type: d.type, norm: d.norm, id: d.id, at: s.value.split('-')[0] });
			s.value = '';
		}));
		$$('[data-search]', form).forEach((i) => {
			let timer;
			i.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 150, i); });
			i.addEventListener('keydown', (e) => {
				if (e.key === 'Enter' && !e.ctrlKey) { e.preventDefault(); look(i); }
				if (e.key === 'ArrowDown') { e.preventDefault(); const r = $('[data-hits="' + i.dataset.search + '"] input'); if (r) { r.focus(); r.click(); } }
			});
		});
		$$('[data-find]', form).forEach((b) => b.addEventListener('click', (e) => {
			e.preventDefault();
			const i = $('[data-search="' + b.dataset.find + '"]');
			if (!i.value) i.value = $('[name="' + b.dataset.find + '.quote"]').value;
			look(i);
		}));
		let timer;
		if (form.dataset.draft) form.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				const f = new FormData(form), body = new URLSearchParams(f);
				body.delete('csrf');
				fetch(form.dataset.draft, { method: 'POST', keepalive: true, headers: { Accept: 'application/json' },
					body: new URLSearchParams({ csrf: f.get('csrf'), ver: f.get('ver'), body: body.toString() }) }).catch(() => {});
			}, 800);
		});
		form.addEventListener('submit', () => {
			clearTimeout(timer);
			const ms = $('[name="ms"]', form);
			if (ms) ms.value = String(Math.round(performance.now() - shown));
		});
	}

	// --- a page that has just come -----------------------------------------------
	function ready() {
		shown = performance.now();
		strip();
		const form = $('form.decide');
		if (form) form.addEventListener('submit', (e) => {
			e.preventDefault();
			decide(form, e.submitter);
		});
		$$('form.editor').forEach(readyEditor);
		$$('[data-link-key]').forEach((e) => {
			const a = $('a[rel]', e);
			if (a) a.setAttribute('aria-keyshortcuts', e.dataset.linkKey);
		});
		const card = $('#card'), csrf = $('input[name="csrf"]');
		if (card && csrf) {
			fetch('/e/' + card.dataset.ev + '/lease', { method: 'POST', keepalive: true,
				headers: { Accept: 'application/json' }, body: new URLSearchParams({ csrf: csrf.value }) }).catch(() => {});
			const h = $('h1');
			if (h && document.activeElement === document.body) h.focus({ preventScroll: true });
		}
		lookAhead();
	}

	document.addEventListener('keydown', onKey);
	addEventListener('popstate', () => location.reload());
	addEventListener('online', retry);
	ready();
	if (unsaved.length) retry();
})();
