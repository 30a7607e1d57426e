use aws_sdk_connect::types::{
    AfterContactWorkConfig, AfterContactWorkConfigPerChannel, AutoAcceptConfig, Channel, DirectoryType,
    PersistentConnectionConfig, PhoneNumberConfig, PhoneType, UserIdentityInfo, UserPhoneConfig,
    VoiceEnhancementConfig, VoiceEnhancementMode,
};

use crate::aws::{Aws, US, instance_id, refusal, support_us};
use crate::connect_create_user::{Office, describe, names, with_email};
use crate::connect_users::user_named;

#[tokio::test]
async fn identity_info_is_replaced_as_a_whole() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    let update = |info| {
        let call = client.update_user_identity_info().instance_id(&id);
        call.user_id(zoe.id().unwrap()).identity_info(info).send()
    };
    update(with_email("nora@example.com")).await.unwrap();
    let identity = user_named(&client, &id, "zoe.akerstrom").await.identity_info.unwrap();
    assert_eq!(
        (identity.first_name(), identity.email()),
        (Some("Nora"), Some("nora@example.com"))
    );
    assert_eq!((identity.secondary_email(), identity.mobile()), (None, None));

    let nameless = update(UserIdentityInfo::builder().email("nora@example.com").build()).await;
    let nameless = nameless.unwrap_err().into_service_error();
    assert!(nameless.is_invalid_request_exception(), "{nameless:?}");
    let nowhere = update(with_email("nora@nowhere"))
        .await
        .unwrap_err()
        .into_service_error();
    assert!(nowhere.is_invalid_parameter_exception(), "{nowhere:?}");
    assert!(!nowhere.to_string().contains("nora@nowhere"));
}

#[tokio::test]
async fn a_directory_keeps_its_names_and_addresses() {
    let client = Aws::start().await.connect(US).await;
    let id = instance_id(&client, DirectoryType::ExistingDirectory).await;
    let users = client.list_users().instance_id(&id).send().await.unwrap();
    let user = describe(&client, &id, users.user_summary_list()[0].id().unwrap()).await;
    let update = |info| {
        let call = client.update_user_identity_info().instance_id(&id);
        call.user_id(user.id().unwrap()).identity_info(info).send()
    };
    let error = update(names()).await.unwrap_err().into_service_error();
    assert!(error.is_invalid_request_exception(), "{error:?}");
    let secondary = UserIdentityInfo::builder().secondary_email("nora@example.com");
    update(secondary.build()).await.unwrap();
    let identity = describe(&client, &id, user.id().unwrap()).await.identity_info.unwrap();
    assert_eq!(identity.email(), user.identity_info().unwrap().email());
    assert_eq!(identity.secondary_email(), Some("nora@example.com"));
}

pub fn limit(channel: Channel, seconds: i32) -> AfterContactWorkConfigPerChannel {
    let limit = AfterContactWorkConfig::builder().after_contact_work_time_limit(seconds);
    let config = AfterContactWorkConfigPerChannel::builder().channel(channel);
    config.after_contact_work_config(limit.build()).build().unwrap()
}

pub fn auto_accept(channel: Channel) -> AutoAcceptConfig {
    AutoAcceptConfig::builder()
        .channel(channel)
        .auto_accept(true)
        .build()
        .unwrap()
}

pub fn number(channel: Channel, phone_type: PhoneType) -> PhoneNumberConfig {
    PhoneNumberConfig::builder()
        .channel(channel)
        .phone_type(phone_type)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_phone_config_is_replaced_for_every_channel() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    let update = |config: UserPhoneConfig| {
        let call = client.update_user_phone_config().instance_id(&id);
        call.user_id(zoe.id().unwrap()).phone_config(config).send()
    };
    let desk = UserPhoneConfig::builder().phone_type(PhoneType::DeskPhone);
    let given = desk
        .clone()
        .desk_phone_number("+14155550199")
        .after_contact_work_time_limit(45)
        .build();
    update(given.clone()).await.unwrap();
    let user = describe(&client, &id, zoe.id().unwrap()).await;
    let phone = user.phone_config().unwrap();
    assert_eq!(phone.desk_phone_number(), Some("+14155550199"));
    assert_eq!(
        (phone.auto_accept(), phone.persistent_connection()),
        (false, Some(false))
    );
    let mut limits = user.after_contact_work_configs().iter();
    assert!(limits.all(|one| one.after_contact_work_config().unwrap().after_contact_work_time_limit() == 45));
    assert_eq!(user.phone_number_configs()[0].phone_number(), Some("+14155550199"));

    // As in AWS's own example.
    let soft = UserPhoneConfig::builder().phone_type(PhoneType::SoftPhone);
    update(soft.desk_phone_number("+14155550199").build()).await.unwrap();

    let too_long = desk
        .clone()
        .desk_phone_number("+14155550199")
        .after_contact_work_time_limit(2_000_001);
    for (config, member) in [
        (desk.build(), "DeskPhoneNumber"),
        (too_long.build(), "AfterContactWorkTimeLimit"),
    ] {
        let error = update(config).await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains(member), "{error:?}");
    }
}

#[tokio::test]
async fn lists_of_channels_are_replaced_one_by_one() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    let call = client.update_user_config().instance_id(&id).user_id(zoe.id().unwrap());
    let call = call.after_contact_work_configs(limit(Channel::Voice, 77));
    call.set_auto_accept_configs(Some(Vec::new())).send().await.unwrap();
    let user = describe(&client, &id, zoe.id().unwrap()).await;
    assert_eq!(user.after_contact_work_configs(), [limit(Channel::Voice, 77)]);
    assert_eq!(user.phone_config().unwrap().after_contact_work_time_limit(), 77);
    assert_eq!(user.auto_accept_configs(), []);
    assert_eq!(user.phone_number_configs(), zoe.phone_number_configs());
    assert_eq!(user.voice_enhancement_configs(), zoe.voice_enhancement_configs());
}

#[tokio::test]
async fn settings_that_a_channel_does_not_have_are_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    let call = || client.update_user_config().instance_id(&id).user_id(zoe.id().unwrap());
    let persistent = PersistentConnectionConfig::builder()
        .channel(Channel::Chat)
        .persistent_connection(true);
    let voice = VoiceEnhancementConfig::builder()
        .channel(Channel::Email)
        .voice_enhancement_mode(VoiceEnhancementMode::None);
    let mut callback = auto_accept(Channel::Task);
    callback.agent_first_callback_auto_accept = Some(true);
    let twice = call().auto_accept_configs(auto_accept(Channel::Chat));
    for (call, member) in [
        (
            twice.auto_accept_configs(auto_accept(Channel::Chat)),
            "AutoAcceptConfigs.Channel",
        ),
        (call().auto_accept_configs(callback), "AgentFirstCallbackAutoAccept"),
        (
            call().phone_number_configs(number(Channel::Chat, PhoneType::SoftPhone)),
            "PhoneNumberConfigs.Channel",
        ),
        (
            call().phone_number_configs(number(Channel::Voice, PhoneType::DeskPhone)),
            "PhoneNumber",
        ),
        (
            call().persistent_connection_configs(persistent.build().unwrap()),
            "PersistentConnectionConfigs.Channel",
        ),
        (
            call().voice_enhancement_configs(voice.build().unwrap()),
            "VoiceEnhancementConfigs.Channel",
        ),
        (
            call().after_contact_work_configs(limit(Channel::Chat, 2_000_001)),
            "AfterContactWorkTimeLimit",
        ),
    ] {
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains(member), "{error:?}");
    }
}

#[tokio::test]
async fn profiles_and_groups_are_assigned_and_taken_away() {
    let office = Office::managed(&Aws::start().await).await;
    let (client, id) = (&office.client, &office.instance);
    let zoe = user_named(client, id, "zoe.akerstrom").await;
    let user_id = zoe.id().unwrap();
    let profiles = |ids: &[String]| {
        let call = client.update_user_security_profiles().instance_id(id).user_id(user_id);
        call.set_security_profile_ids(Some(ids.to_vec())).send()
    };
    let hierarchy = |group: Option<&str>| {
        let call = client.update_user_hierarchy().instance_id(id).user_id(user_id);
        call.set_hierarchy_group_id(group.map(str::to_owned)).send()
    };
    profiles(&office.security[..2]).await.unwrap();
    hierarchy(None).await.unwrap();
    let user = describe(client, id, user_id).await;
    assert_eq!(user.security_profile_ids(), &office.security[..2]);
    assert_eq!(user.hierarchy_group_id(), None);
    hierarchy(zoe.hierarchy_group_id()).await.unwrap();
    assert_eq!(
        describe(client, id, user_id).await.hierarchy_group_id(),
        zoe.hierarchy_group_id()
    );

    let routing = |profile: &str| {
        let call = client.update_user_routing_profile().instance_id(id).user_id(user_id);
        call.routing_profile_id(profile).send()
    };
    let others = client.list_routing_profiles().instance_id(id).send().await.unwrap();
    let mut others = others.routing_profile_summary_list().iter();
    let other = others.find(|one| one.id() != zoe.routing_profile_id()).unwrap();
    routing(other.id().unwrap()).await.unwrap();
    assert_eq!(describe(client, id, user_id).await.routing_profile_id(), other.id());
    let unknown = routing("unknown").await.unwrap_err().into_service_error();
    assert!(unknown.is_resource_not_found_exception(), "{unknown:?}");

    let twice = [office.security[0].clone(), office.security[0].clone()];
    for wrong in [&twice[..], &[]] {
        let error = profiles(wrong).await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
    }
    let unknown = profiles(&["unknown".to_owned()])
        .await
        .unwrap_err()
        .into_service_error();
    assert!(unknown.is_resource_not_found_exception(), "{unknown:?}");
    let unknown = hierarchy(Some("unknown")).await.unwrap_err().into_service_error();
    assert!(unknown.is_resource_not_found_exception(), "{unknown:?}");
}

#[tokio::test]
async fn every_change_moves_the_time_of_the_last_one() {
    let aws = Aws::start().await;
    let office = Office::managed(&aws).await;
    let (client, id) = (&office.client, &office.instance);
    let zoe = user_named(client, id, "zoe.akerstrom").await;
    let (user, arn) = (zoe.id().unwrap(), zoe.arn().unwrap());
    let phone = UserPhoneConfig::builder().phone_type(PhoneType::SoftPhone).build();
    let mut last = zoe.last_modified_time().unwrap().secs();
    for change in 0..8 {
        aws.step("1s").await;
        let is_done = match change {
            0 => {
                let call = client.update_user_identity_info().instance_id(id).user_id(user);
                call.identity_info(names()).send().await.is_ok()
            }
            1 => {
                let call = client.update_user_phone_config().instance_id(id).user_id(user);
                call.phone_config(phone.clone()).send().await.is_ok()
            }
            2 => {
                let call = client.update_user_routing_profile().instance_id(id).user_id(user);
                let profile = zoe.routing_profile_id().unwrap();
                call.routing_profile_id(profile).send().await.is_ok()
            }
            3 => {
                let call = client.update_user_security_profiles().instance_id(id).user_id(user);
                call.security_profile_ids(&office.security[0]).send().await.is_ok()
            }
            4 => {
                let call = client.update_user_hierarchy().instance_id(id).user_id(user);
                call.send().await.is_ok()
            }
            5 => {
                let call = client.update_user_config().instance_id(id).user_id(user);
                call.set_auto_accept_configs(Some(vec![])).send().await.is_ok()
            }
            6 => {
                let call = client.tag_resource().resource_arn(arn);
                call.tags("new", "tag").send().await.is_ok()
            }
            _ => {
                let call = client.untag_resource().resource_arn(arn);
                call.tag_keys("new").send().await.is_ok()
            }
        };
        assert!(is_done, "change {change}");
        let changed = describe(client, id, user).await;
        let moved = changed.last_modified_time().unwrap().secs();
        assert!(moved > last, "change {change}");
        assert_eq!(changed.last_modified_region(), Some(US));
        last = moved;
    }
}

#[tokio::test]
async fn an_unknown_user_is_not_changed() {
    let (client, id) = support_us(&Aws::start().await).await;
    let phone = UserPhoneConfig::builder().phone_type(PhoneType::SoftPhone).build();
    let codes = [
        refusal(
            client
                .update_user_identity_info()
                .instance_id(&id)
                .user_id("x")
                .identity_info(names())
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .update_user_phone_config()
                .instance_id(&id)
                .user_id("x")
                .phone_config(phone)
                .send()
                .await,
        )
        .0,
        refusal(client.update_user_config().instance_id(&id).user_id("x").send().await).0,
        refusal(
            client
                .update_user_routing_profile()
                .instance_id(&id)
                .user_id("x")
                .routing_profile_id("y")
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .update_user_hierarchy()
                .instance_id(&id)
                .user_id("x")
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .update_user_security_profiles()
                .instance_id(&id)
                .user_id("x")
                .security_profile_ids("y")
                .send()
                .await,
        )
        .0,
    ];
    assert_eq!(codes, ["ResourceNotFoundException"; 6]);
}
