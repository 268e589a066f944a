"""Items, their review and the register: addresses under /work/."""

from django.urls import URLPattern, path

from gongkai.disclosures.views import acts, items, register, review

urlpatterns: list[URLPattern] = [
    path("", items.desk, name="desk"),
    path("items/", items.listed, name="items"),
    path("items/new/", items.new, name="item_new"),
    path("items/<uuid:key>/", items.page, name="item"),
    path("items/<uuid:key>/edit/", items.edit, name="item_edit"),
    path("items/<uuid:key>/word/", items.word, name="item_word"),
    path("items/<uuid:key>/pictures/<str:note>/", items.picture, name="item_picture"),
    path("items/<uuid:key>/print/", items.printed, name="item_print"),
    path("items/<uuid:key>/remarks/", items.decide, name="item_remark"),
    path("items/<uuid:key>/files/", items.attach, name="item_attach"),
    path("items/<uuid:key>/files/<uuid:attachment>/", items.file, name="item_file"),
    path("items/<uuid:key>/files/<uuid:attachment>/remove/", items.detach, name="item_detach"),
    path("items/<uuid:key>/sign/", acts.sign, name="item_review"),
    path("items/<uuid:key>/send-back/", acts.send_back, name="item_send_back"),
    path("items/<uuid:key>/drop/", acts.drop, name="item_drop"),
    path("items/<uuid:key>/draft/<slug:verb>/", acts.by_drafter, name="item_draft_act"),
    path("items/<uuid:key>/publish/<slug:verb>/", acts.by_officer, name="item_publish_act"),
    path("chains/", review.all_chains, name="chains"),
    path("chains/agency/", review.chain, name="chain_agency"),
    path("chains/<int:column>/", review.chain, name="chain_column"),
    path("chains/<int:column>/clear/", review.clear_chain, name="chain_clear"),
    path("numbering/", review.number_scheme, name="numbering"),
    path("wording/", review.wordings, name="wordings"),
    path("wording/add/", review.add_wording, name="wording_add"),
    path("wording/off/", review.switch_off, name="wording_off"),
    path("wording/<int:pk>/", review.set_active, name="wording_active"),
    path("register/", register.listed, name="register"),
    path("register/<uuid:key>/", register.document, name="register_document"),
    path("register/<uuid:key>/enter/", register.happened, name="register_enter"),
]
