/** Who and what the ids stand for, as one person sees the workspace. */

/** People, conversations and the app, from `/human/state`. `handlers` are openChannel(id) and openUrl(url, event). */
export class Directory {
  constructor(handlers) {
    this.handlers = handlers;
    this.#take({ me: { id: "" }, people: [], channels: [], app: { name: "App", commands: [], shortcuts: [] } });
  }

  /** Takes a new state of the workspace. */
  update(state) {
    this.#take(state);
  }

  #take({ me, people, channels, app }) {
    this.me = me;
    this.app = app;
    this.people = new Map(people.map((person) => [person.id, person]));
    this.channels = new Map(channels.map((channel) => [channel.id, this.#titled(channel, app)]));
  }

  #titled(channel, app) {
    const isApp = channel.id === app.dm;
    const other = channel.members.find((member) => member !== this.me.id);
    const title = isApp ? app.name : channel.kind === "im" ? this.#name(other) : channel.name;
    const handle = isApp ? "app" : channel.kind === "im" ? this.people.get(other)?.name : channel.name;
    return { ...channel, app: isApp, title: title ?? "", handle: handle ?? channel.id };
  }

  #name(id) {
    const person = this.people.get(id);
    return person?.real_name || person?.name;
  }

  /** The conversations in the order of the list; direct ones with other people's apps are left out. */
  conversations() {
    return [...this.channels.values()].filter((channel) => channel.app || !channel.is_app_dm);
  }

  /** For the person switcher: who can sit at this page. */
  users() {
    return [...this.people.values()]
      .filter((person) => !person.is_bot && !person.deleted)
      .map((person) => ({
        id: person.id,
        label: person.is_stranger ? `${person.real_name} · other company` : person.real_name,
      }));
  }

  /** The app's shortcuts of one type, ready for a menu. */
  shortcuts(type) {
    if (this.people.get(this.me.id)?.is_stranger) return [];
    return this.app.shortcuts
      .filter((shortcut) => shortcut.type === type)
      .map((shortcut) => ({ ...shortcut, app: this.app.name }));
  }

  /** A person as the author of a message. */
  person(id) {
    const person = this.people.get(id);
    return person && { name: person.real_name || person.name };
  }

  /** Whether the person may take the message away: their own, or as an admin any. */
  mayDelete(message) {
    return message.user === this.me.id || Boolean(this.me.is_admin);
  }

  /** What marks up a text needs to know. */
  get names() {
    return {
      zone: () => this.me.tz || undefined,
      person: (id) => this.#name(id),
      channel: (id) => {
        const channel = this.channels.get(id);
        return channel && (channel.kind === "im" ? channel.title : `#${channel.title}`);
      },
      openChannel: (id) => this.handlers.openChannel(id),
      openUrl: (url, event) => this.handlers.openUrl(url, event),
    };
  }

  /** What the selects offer; `suggest({block_id, action_id, view?}, query, signal)` asks the app. */
  selects(suggest) {
    return {
      suggest,
      people: () =>
        [...this.people.values()]
          .filter((person) => !person.deleted)
          .map((person) => ({
            value: person.id,
            text: person.real_name || person.name,
            also: person.name,
            description: person.is_stranger ? "Other company" : person.is_bot ? "App" : undefined,
          })),
      conversation: (id) => (this.channels.has(id) ? asOption(this.channels.get(id)) : null),
      conversations: (filter, publicOnly) =>
        this.conversations()
          .filter((channel) => fits(channel, filter, publicOnly))
          .map(asOption),
    };
  }
}

function asOption(channel) {
  const direct = channel.kind === "im";
  return {
    value: channel.id,
    text: direct ? channel.title : `#${channel.title}`,
    description: channel.is_ext_shared ? "Shared with another company" : channel.kind === "private" ? "Private" : undefined,
  };
}

function fits(channel, filter, publicOnly) {
  if (publicOnly) return channel.kind === "public";
  if (filter.include && !filter.include.includes(channel.kind)) return false;
  if (filter.exclude_bot_users && channel.app) return false;
  return !(filter.exclude_external_shared_channels && channel.is_ext_shared);
}
