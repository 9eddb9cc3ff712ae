//! Form controls as KERN draws them, tied to a [`FormState`]: label, hint, what was typed, what is wrong with it.

use leptos::prelude::*;

use crate::{error::FieldErrors, form::FormState};

/// A form that posts to its own address, with the summary of its problems on top.
#[component]
pub fn Form(
    /// Where it posts to; the page's own address when empty.
    #[prop(optional, into)]
    action: Option<String>,
    /// Its problems.
    #[prop(optional)]
    errors: FieldErrors,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="form" method="post" action=action novalidate=true>
            <ErrorSummary errors=errors />
            {children()}
        </form>
    }
}

/// What is wrong with a form, with a link to each field. It has the focus when the page loads, which needs no script:
/// so it is seen and announced at once, however far down the form is.
#[component]
pub fn ErrorSummary(
    /// The problems.
    errors: FieldErrors,
) -> impl IntoView {
    let items = errors
        .iter()
        .map(|(field, message)| match field {
            // something that no visible control stands for
            "form" => view! { <li>{message.to_owned()}</li> }.into_any(),
            field => view! { <li><a href=format!("#feld-{field}")>{message.to_owned()}</a></li> }.into_any(),
        })
        .collect_view();
    (!errors.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true id="fehler">
                <h2>"Bitte prüfen Sie Ihre Angaben"</h2>
                <ul>{items}</ul>
            </div>
        }
    })
}

/// What label, hint and error of a control have in common.
struct Described {
    id: String,
    hint_id: Option<String>,
    error_id: Option<String>,
}

impl Described {
    fn new(name: &str, hint: Option<&String>, error: Option<&String>) -> Self {
        Self {
            id: format!("feld-{name}"),
            hint_id: hint.map(|_| format!("hinweis-{name}")),
            error_id: error.map(|_| format!("fehler-{name}")),
        }
    }

    fn by(&self) -> Option<String> {
        let ids: Vec<&str> = [&self.hint_id, &self.error_id].into_iter().flatten().map(String::as_str).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

fn wrap(
    described: &Described,
    label: String,
    optional: bool,
    hint: Option<String>,
    error: Option<String>,
    control: AnyView,
) -> AnyView {
    let class = if error.is_some() { "field kern-form-input kern-form-input--error" } else { "field kern-form-input" };
    view! {
        <div class=class>
            <label class="kern-label" for=described.id.clone()>
                {label}
                {optional.then(|| view! { <span class="kern-label__optional">" - optional"</span> })}
            </label>
            {hint.map(|hint| view! { <div class="kern-hint" id=described.hint_id.clone()>{hint}</div> })}
            {control}
            {error.map(|error| view! {
                <p class="kern-error" id=described.error_id.clone()>
                    <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                    <span class="kern-body">{error}</span>
                </p>
            })}
        </div>
    }
    .into_any()
}

/// A field of one line.
#[component]
pub fn Field(
    /// Its name in the form.
    name: &'static str,
    /// What stands above it.
    #[prop(into)]
    label: String,
    /// What was typed.
    form: FormState,
    /// Type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// A sentence of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Longest input in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether the browser may correct the spelling.
    #[prop(optional)]
    spellcheck: Option<&'static str>,
    /// The id of a `<datalist>` with common answers.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Whether it has the focus when the page loads: where it is all that the page is for.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = Described::new(name, hint.as_ref(), error.as_ref());
    let control = view! {
        <input
            class="kern-form-input__input"
            class:kern-form-input__input--error=error.is_some()
            id=described.id.clone()
            name=name
            type=kind
            value=form.value(name).to_owned()
            autocomplete=autocomplete
            maxlength=maxlength
            spellcheck=spellcheck
            list=list
            inputmode=inputmode
            autofocus=autofocus
            required=!optional
            aria-invalid=error.as_ref().map(|_| "true")
            aria-describedby=described.by()
        />
    };
    wrap(&described, label, optional, hint, error, control.into_any())
}

/// A field of several lines.
#[component]
pub fn TextArea(
    /// Its name in the form.
    name: &'static str,
    /// What stands above it.
    #[prop(into)]
    label: String,
    /// What was typed.
    form: FormState,
    /// Its height in lines.
    #[prop(default = 8)]
    rows: u32,
    /// A sentence of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = Described::new(name, hint.as_ref(), error.as_ref());
    let text = inside_textarea(form.value(name));
    let control = view! {
        <textarea
            class="kern-form-input__input editor__text"
            class:kern-form-input__input--error=error.is_some()
            id=described.id.clone()
            name=name
            rows=rows
            required=!optional
            aria-invalid=error.as_ref().map(|_| "true")
            aria-describedby=described.by()
        >{text}</textarea>
    };
    wrap(&described, label, optional, hint, error, control.into_any())
}

/// A text as the content of a `<textarea>`. Leptos escapes what is inside elements, but not inside this one.
/// A browser swallows the first line break (HTML, section 4.10.11); one more keeps the text's own.
#[must_use]
pub fn inside_textarea(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// One choice of a select: value and text.
pub type Choice = (String, String);

/// A choice out of a list.
#[component]
pub fn Select(
    /// Its name in the form.
    name: &'static str,
    /// What stands above it.
    #[prop(into)]
    label: String,
    /// What was chosen.
    form: FormState,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// A sentence of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = Described::new(name, hint.as_ref(), error.as_ref());
    let chosen = form.value(name).to_owned();
    let options = choices
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    let control = view! {
        <div class="kern-form-input__select-wrapper">
            <select
                class="kern-form-input__select"
                class:kern-form-input__select--error=error.is_some()
                id=described.id.clone()
                name=name
                aria-invalid=error.as_ref().map(|_| "true")
                aria-describedby=described.by()
            >{options}</select>
        </div>
    };
    wrap(&described, label, optional, hint, error, control.into_any())
}

/// The buttons of a form: the one primary action first.
#[component]
pub fn Actions(
    /// What the primary button does.
    #[prop(into)]
    submit: String,
    /// Further buttons or links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="form__actions">
            <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">{submit}</span></button>
            {children.map(|children| children())}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_textarea() {
        let form = FormState::filled([("body", "\n1 &lt; 2</textarea><script>alert(1)</script>".to_owned())]);
        let html = crate::page::render_to_string(move || view! { <TextArea name="body" label="Text" form=form /> }.into_any());
        assert!(html.contains(">\n\n1 &amp;lt; 2&lt;/textarea>&lt;script>alert(1)&lt;/script></textarea>"), "{html}");
    }
}
